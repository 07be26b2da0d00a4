import { decodeSamples, decodeUpright } from './decode-pixels.ts';
import { viewingPixelLimit } from './hardened-sharp.ts';
import { openPicture } from './open-picture.ts';

const decodeTimeoutSeconds = 10;

/** A WebP copy of a picture for looking at: upright, in sRGB, never enlarged. Errors as `openPhoto`. */
export async function smallPicture(path: string, longSidePixels: number): Promise<Buffer> {
  const opened = await openPicture(path, viewingPixelLimit);
  const pipeline = decodeUpright(opened)
    .resize(longSidePixels, longSidePixels, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .webp({ quality: 80 });
  return (await decodeSamples(pipeline, opened, decodeTimeoutSeconds)).data;
}
