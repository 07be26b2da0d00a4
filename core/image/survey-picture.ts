import { decodeSamples, decodeUpright } from './decode-pixels.ts';
import { factsOf, type ImageFacts } from './inspect-image.ts';
import { openPicture } from './open-picture.ts';

/** What a dataset needs to know of a picture, learned by decoding all of it once. */
export interface PictureSurvey {
  readonly facts: ImageFacts;
  /** Difference hash: 128 bits as four words, alike for pictures that look alike; zero for one without any slope. */
  readonly differenceHash: Uint32Array;
  /** How much fine detail there is, at one size for all: the sharper of two copies has more. */
  readonly sharpness: number;
}

const decodeTimeoutSeconds = 10;
const gridPixels = 9;
/** Each point of the grid is the mean of so many pixels a side. */
const blockPixels = 28;
const seenPixels = gridPixels * blockPixels;

/** Of 255; less is the noise that saving a picture again leaves in a plain area. */
const leastStep = 3;

/** Decodes a picture file completely, so that damage anywhere in it is found now. Errors as `openPhoto`. */
export async function surveyPicture(path: string): Promise<PictureSurvey> {
  const opened = await openPicture(path);
  const pipeline = decodeUpright(opened)
    .resize(seenPixels, seenPixels, { fit: 'fill', kernel: 'linear' })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .toColourspace('b-w')
    .raw();
  const { data, channels } = await decodeSamples(pipeline, opened, decodeTimeoutSeconds);
  const grey = (x: number, y: number) => data[(y * seenPixels + x) * channels]!;
  return {
    facts: factsOf(opened),
    differenceHash: hashOfSlopes(meansOfBlocks(grey)),
    sharpness: detailIn(grey),
  };
}

type Grey = (x: number, y: number) => number;

function meansOfBlocks(grey: Grey): Float32Array {
  const means = new Float32Array(gridPixels * gridPixels);
  for (let y = 0; y < seenPixels; y++)
    for (let x = 0; x < seenPixels; x++)
      means[Math.floor(y / blockPixels) * gridPixels + Math.floor(x / blockPixels)]! += grey(x, y);
  return means.map((sum) => sum / blockPixels ** 2);
}

/** The mean square of the Laplacian. */
function detailIn(grey: Grey): number {
  let sum = 0;
  for (let y = 1; y < seenPixels - 1; y++)
    for (let x = 1; x < seenPixels - 1; x++)
      sum += (4 * grey(x, y) - grey(x - 1, y) - grey(x + 1, y) - grey(x, y - 1) - grey(x, y + 1)) ** 2;
  return Math.round((100 * sum) / (seenPixels - 2) ** 2) / 100;
}

/** One bit for each of 8 x 8 points and two directions: is the neighbour to the right, or below, brighter? */
function hashOfSlopes(means: Float32Array): Uint32Array {
  const words = new Uint32Array(4);
  const value = (x: number, y: number) => means[y * gridPixels + x]!;
  for (let y = 0, bit = 0; y < gridPixels - 1; y++) {
    for (let x = 0; x < gridPixels - 1; x++, bit += 2) {
      const isBrighterRight = Number(value(x + 1, y) - value(x, y) >= leastStep);
      const isBrighterBelow = Number(value(x, y + 1) - value(x, y) >= leastStep);
      words[bit >> 5]! |= ((isBrighterBelow << 1) | isBrighterRight) << (bit & 31);
    }
  }
  return words;
}
