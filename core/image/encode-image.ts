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
