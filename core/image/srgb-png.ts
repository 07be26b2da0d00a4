import { deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import { CoreError } from '../contract/core-error.ts';
import { insertPngChunk } from './attach-exif.ts';
import { openHardened, openSamples } from './hardened-sharp.ts';

/** Pixels that are sRGB already as a quickly written PNG that says so, 8 or 16 bits. */
export async function srgbPng(pixels: Sharp): Promise<Buffer> {
  const png = await pixels.png({ compressionLevel: 1 }).toBuffer();
  const name = Buffer.from('sRGB\0\0', 'latin1'); // profile name, then compression method 0
  return insertPngChunk(png, 'iCCP', Buffer.concat([name, deflateSync(await srgbProfile())]));
}

/** The sRGB profile that comes with sharp, read back from a picture of one pixel. */
async function srgbProfile(): Promise<Uint8Array> {
  const tagged = await openSamples(new Uint8Array(3), 1, 1, 3).withIccProfile('srgb').png().toBuffer();
  const { icc } = await openHardened(tagged).metadata();
  if (!icc)
    throw new CoreError('unreadable-image', 'sharp wrote no sRGB profile into a PNG. Install sharp again.');
  return icc;
}
