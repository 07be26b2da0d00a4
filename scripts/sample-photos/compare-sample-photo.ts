import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { psnr } from '../../core/evaluation/psnr.ts';
import { openPhoto } from '../../core/image/open-photo.ts';
import { drawSamplePhoto, type SamplePhoto } from './sample-photos.ts';

/** Encoders and arithmetic may differ a little between machines; another scene or crop differs by far more. */
const leastLikeness = 40; // dB

/** What is wrong with a committed photo against a new drawing of it: a sentence, or undefined. */
export async function compareSamplePhoto(folder: string, photo: SamplePhoto): Promise<string | undefined> {
  const committed = await readFile(join(folder, photo.name)).catch(() => undefined);
  if (!committed) return `${photo.name} is missing.`;
  const [found, drawn] = [await openPhoto(committed), await openPhoto(await drawSamplePhoto(photo))];
  if (found.widthPixels !== drawn.widthPixels || found.heightPixels !== drawn.heightPixels)
    return `${photo.name} has another size.`;
  // a JPEG has 8 bits
  const likeness = psnr(found.rgb as Uint8Array, drawn.rgb as Uint8Array);
  return likeness < leastLikeness ? `${photo.name} is only ${likeness.toFixed(1)} dB alike.` : undefined;
}
