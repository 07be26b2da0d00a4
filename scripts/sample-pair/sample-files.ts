import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWebp } from '../../core/image/encode-image.ts';
import { openPhoto } from '../../core/image/open-photo.ts';
import { drawSample, samplePictures, sampleSizePixels, type SamplePicture } from './sample-pair.ts';

const quality = 84; // looks lossless at this size; about 5 kB a picture

/** Encoders and arithmetic may differ in the last bit between machines; a moved window differs by far more. */
const toleratedDifference = 6;

/** The file of a picture of the sample pair. */
export function encodeSample(picture: SamplePicture): Promise<Buffer> {
  return encodeWebp(drawSample(picture), sampleSizePixels, sampleSizePixels, quality);
}

/** What is wrong with a committed picture against a new drawing of it: a sentence, or undefined. */
export async function compareSample(folder: string, picture: SamplePicture): Promise<string | undefined> {
  const committed = await readFile(join(folder, picture.path)).catch(() => undefined);
  if (!committed) return `${picture.path} is missing.`;
  const [found, drawn] = [await openPhoto(committed), await openPhoto(await encodeSample(picture))];
  if (found.rgb.length !== drawn.rgb.length) return `${picture.path} has another size.`;
  const largest = largestDifference(found.rgb, drawn.rgb);
  return largest > toleratedDifference ? `${picture.path} differs by ${largest} of 255.` : undefined;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

/** Files in the folder that are no part of the sample pair. */
export async function foreignFiles(folder: string): Promise<string[]> {
  const expected = new Set(samplePictures().map(({ path }) => path));
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  return files
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.webp') && !expected.has(path));
}
