import { CoreError } from '../contract/core-error.ts';
import type { Photo } from '../image/photo.ts';
import { bytesFromPlanes, planesFromSamples, wordsFromPlanes } from '../image/pixels.ts';
import { mixInto } from './strength.ts';
import { ValueRange } from './value-range.ts';

const level = 2 / 255; // one of 256 levels, in [-1, 1]
/** A photo that is itself one colour may become one colour. */
const flatPhoto = 16 * level;

/** Takes translated rows from top to bottom and turns them into the samples of the result. */
export class ResultWriter {
  readonly #photo: Photo;
  readonly #strength: number;
  readonly #result: Uint8Array | Uint16Array;
  readonly #photoRange = new ValueRange();
  readonly #resultRange = new ValueRange();

  constructor(photo: Photo, strength: number) {
    this.#photo = photo;
    this.#strength = strength;
    this.#result =
      photo.rgb instanceof Uint16Array ? new Uint16Array(photo.rgb.length) : new Uint8Array(photo.rgb.length);
  }

  /** Planar float32 in [-1, 1], [3, height, width of the photo], from row `top` on; `rows` is written over. */
  write(rows: Float32Array, top: number): void {
    const width = this.#photo.widthPixels;
    const height = rows.length / 3 / width;
    this.#resultRange.add(rows);
    const original = planesFromSamples(this.#photo.rgb, width, { left: 0, top, width, height });
    this.#photoRange.add(original);
    if (this.#strength < 1) mixInto(rows, original, this.#strength);
    const samples = this.#result instanceof Uint16Array ? wordsFromPlanes(rows) : bytesFromPlanes(rows);
    this.#result.set(samples, top * width * 3);
  }

  /** [height, width, 3], 8 or 16 bits as the photo. Throws `flat-result`. */
  finish(): Uint8Array | Uint16Array {
    if (!this.#resultRange.hasOnlyNumbers) throw flatResult('values that are not numbers');
    const isFlat = this.#resultRange.widest < level && this.#photoRange.widest > flatPhoto;
    if (isFlat) throw flatResult('one flat colour for a photo that is not flat');
    return this.#result;
  }
}

function flatResult(found: string): CoreError {
  return new CoreError(
    'flat-result',
    `Expected a picture; the translator made ${found}. It is probably broken: train it anew or take an earlier checkpoint.`,
  );
}
