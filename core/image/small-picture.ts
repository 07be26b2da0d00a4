import { decodeSamples, decodeUpright } from './decode-pixels.ts';
import { viewingPixelLimit } from './hardened-sharp.ts';
import { openPicture, type OpenedPicture } from './open-picture.ts';

const decodeTimeoutSeconds = 60;

/**
 * A WebP copy of a picture for looking at: upright, in sRGB, with its transparency, never enlarged; quality 1 to 100.
 * Everything of it is decoded, so damage anywhere is found. Errors as `openPhoto`.
 */
export async function smallPicture(
  picture: string | OpenedPicture,
  longSidePixels: number,
  quality = 80,
): Promise<Buffer> {
  const opened = typeof picture === 'string' ? await openPicture(picture, viewingPixelLimit) : picture;
  const pipeline = decodeUpright(opened, viewingPixelLimit)
    .resize(longSidePixels, longSidePixels, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .webp({ quality, effort: 2 });
  return (await decodeSamples(pipeline, opened, decodeTimeoutSeconds)).data;
}
