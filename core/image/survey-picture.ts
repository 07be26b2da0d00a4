import { decodeSamples, decodeUpright } from './decode-pixels.ts';
import { factsOf, type ImageFacts } from './inspect-image.ts';
import { openPicture } from './open-picture.ts';

/** What a dataset needs to know of a picture, learned by decoding all of it once. */
export interface PictureSurvey {
  readonly facts: ImageFacts;
  /** Difference hash: 64 bits, alike for pictures that look alike; 0n for one without any slope. */
  readonly differenceHash: bigint;
}

const decodeTimeoutSeconds = 10;
const hashWidth = 9;
const hashHeight = 8;

/** Decodes a picture file completely, so that damage anywhere in it is found now. Errors as `openPhoto`. */
export async function surveyPicture(path: string): Promise<PictureSurvey> {
  const opened = await openPicture(path);
  const pipeline = decodeUpright(opened, decodeTimeoutSeconds)
    .resize(hashWidth, hashHeight, { fit: 'fill', kernel: 'linear' })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .toColourspace('b-w')
    .raw();
  const { data, channels } = await decodeSamples(pipeline, opened);
  return { facts: factsOf(opened), differenceHash: hashOfSlopes(data, channels) };
}

/** One bit for each of 8 x 8 neighbours: is the right one brighter? */
function hashOfSlopes(grey: Uint8Array, channels: number): bigint {
  let hash = 0n;
  for (let y = 0; y < hashHeight; y++) {
    for (let x = 0; x + 1 < hashWidth; x++) {
      const at = (y * hashWidth + x) * channels;
      hash = (hash << 1n) | (grey[at + channels]! > grey[at]! ? 1n : 0n);
    }
  }
  return hash;
}
