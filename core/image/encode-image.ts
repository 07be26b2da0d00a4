import type { Photo } from './photo.ts';
import { openSamples } from './hardened-sharp.ts';

/** Bytes [height, width, 3] 0 to 255 -> a PNG file. */
export function encodePng(rgb: Uint8Array, widthPixels: number, heightPixels: number): Promise<Buffer> {
  return openSamples(rgb, widthPixels, heightPixels, 3).png().toBuffer();
}

/** Bytes [height, width, 3] 0 to 255 -> a WebP file; quality 1 to 100. */
export function encodeWebp(
  rgb: Uint8Array,
  widthPixels: number,
  heightPixels: number,
  quality = 80,
): Promise<Buffer> {
  return openSamples(rgb, widthPixels, heightPixels, 3).webp({ quality }).toBuffer();
}

/** Bytes [height, width, 3] 0 to 255 -> a JPEG file; quality 1 to 100. */
export function encodeJpeg(
  rgb: Uint8Array,
  widthPixels: number,
  heightPixels: number,
  quality = 88,
): Promise<Buffer> {
  return openSamples(rgb, widthPixels, heightPixels, 3)
    .jpeg({ quality, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** A photo of bytes as a WebP file for the screen, written fast, with its transparency. */
export function encodeView(
  photo: Pick<Photo, 'rgb' | 'alpha' | 'widthPixels' | 'heightPixels'>,
): Promise<Buffer> {
  const { rgb, alpha, widthPixels, heightPixels } = photo;
  const picture = openSamples(rgb, widthPixels, heightPixels, 3);
  const withAlpha = alpha
    ? picture.joinChannel(Buffer.from(alpha.buffer, alpha.byteOffset, alpha.byteLength), {
        raw: { width: widthPixels, height: heightPixels, channels: 1 },
      })
    : picture;
  return withAlpha.webp({ quality: 88, effort: 1 }).toBuffer();
}
