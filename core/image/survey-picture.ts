import { profileName } from './colour-profile.ts';
import { decodeSamples, decodeUpright } from './decode-pixels.ts';
import { openSamples } from './hardened-sharp.ts';
import { factsOf, type ImageFacts } from './inspect-image.ts';
import { openPicture, type OpenedPicture } from './open-picture.ts';

/** What a dataset needs to know of a picture, learned by decoding all of it once. */
export interface PictureSurvey {
  readonly facts: ImageFacts;
  /** Difference hash: 128 bits as four words, alike for pictures that look alike; zero for one without any slope. */
  readonly differenceHash: Uint32Array;
  /** How much fine detail there is, at one size for all: the sharper of two copies has more. */
  readonly sharpness: number;
  /** Whether hardly a point of it has a colour, in whatever colour space it is stored. */
  readonly isGrey: boolean;
  /** What its numbers mean: `CMYK`, `Grey`, the name of its profile, or that it has none. */
  readonly colourSpace: string;
}

const decodeTimeoutSeconds = 10;
const gridPixels = 9;
/** Each point of the grid is the mean of so many pixels a side. */
const blockPixels = 28;
const seenPixels = gridPixels * blockPixels;

/** Of 255: channels further apart than this are a colour, not the noise of saving. */
const leastColour = 8;
/** Of all points; fewer coloured ones are dust. */
const mostColoured = 0.001;

/** Of 255; less is the noise that saving a picture again leaves in a plain area. */
const leastStep = 3;

/** Decodes a picture file completely, so that damage anywhere in it is found now. Errors as `openPhoto`. */
export async function surveyPicture(path: string): Promise<PictureSurvey> {
  const opened = await openPicture(path);
  const pipeline = decodeUpright(opened)
    .resize(seenPixels, seenPixels, { fit: 'fill', kernel: 'linear' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw();
  const { data } = await decodeSamples(pipeline, opened, decodeTimeoutSeconds); // [seen, seen, 3]
  const brightness = await brightnessOf(data);
  const grey = (x: number, y: number) => brightness[y * seenPixels + x]!;
  return {
    facts: factsOf(opened),
    differenceHash: hashOfSlopes(meansOfBlocks(grey)),
    sharpness: detailIn(grey),
    isGrey: colouredPoints(data) <= mostColoured * brightness.length,
    colourSpace: colourSpaceOf(opened),
  };
}

/** Brightness of each point, 0 to 255. */
function brightnessOf(rgb: Uint8Array): Promise<Uint8Array> {
  return openSamples(rgb, seenPixels, seenPixels, 3).greyscale().toColourspace('b-w').raw().toBuffer();
}

function colouredPoints(rgb: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < rgb.length; at += 3) {
    const [red, green, blue] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
    count += Number(Math.max(red, green, blue) - Math.min(red, green, blue) > leastColour);
  }
  return count;
}

/** The many names of sRGB profiles are one. */
function colourSpaceOf({ header }: OpenedPicture): string {
  const kind = storedAs[header.space];
  if (kind !== undefined) return kind;
  const name = header.icc && profileName(header.icc);
  if (name === undefined || name === '') return header.hasProfile ? 'Profile without a name' : 'No profile';
  return /^srgb/i.test(name) ? 'sRGB' : name.slice(0, mostNameLength);
}

const mostNameLength = 60;
const storedAs: Readonly<Record<string, string>> = {
  ...{ cmyk: 'CMYK', lab: 'Lab', labs: 'Lab', labq: 'Lab' },
  ...{ 'b-w': 'Grey', grey16: 'Grey' },
};

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
