import { decodeSamples, decodeUpright } from './decode-pixels.ts';
import { factsOf, type ImageFacts } from './inspect-image.ts';
import { openPicture } from './open-picture.ts';

/** What a dataset needs to know of a picture, learned by decoding all of it once. */
export interface PictureSurvey {
  readonly facts: ImageFacts;
  /** Difference hash: 128 bits as four words, alike for pictures that look alike; zero for one without any slope. */
  readonly differenceHash: Uint32Array;
}

const decodeTimeoutSeconds = 10;
const gridPixels = 9;

/** Of 255; less is the noise that saving a picture again leaves in a plain area. */
const leastStep = 3;

/** Decodes a picture file completely, so that damage anywhere in it is found now. Errors as `openPhoto`. */
export async function surveyPicture(path: string): Promise<PictureSurvey> {
  const opened = await openPicture(path);
  const pipeline = decodeUpright(opened)
    .resize(gridPixels, gridPixels, { fit: 'fill', kernel: 'linear' })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .toColourspace('b-w')
    .raw();
  const { data, channels } = await decodeSamples(pipeline, opened, decodeTimeoutSeconds);
  return { facts: factsOf(opened), differenceHash: hashOfSlopes(data, channels) };
}

/** One bit for each of 8 x 8 points and two directions: is the neighbour to the right, or below, brighter? */
function hashOfSlopes(grey: Uint8Array, channels: number): Uint32Array {
  const words = new Uint32Array(4);
  const value = (x: number, y: number) => grey[(y * gridPixels + x) * channels]!;
  for (let y = 0, bit = 0; y < gridPixels - 1; y++) {
    for (let x = 0; x < gridPixels - 1; x++, bit += 2) {
      const isBrighterRight = Number(value(x + 1, y) - value(x, y) >= leastStep);
      const isBrighterBelow = Number(value(x, y + 1) - value(x, y) >= leastStep);
      words[bit >> 5]! |= ((isBrighterBelow << 1) | isBrighterRight) << (bit & 31);
    }
  }
  return words;
}
