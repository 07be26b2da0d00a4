import { decodeSamples, decodeUpright } from './decode-pixels.ts';
import { processingPixelLimit, viewingPixelLimit } from './hardened-sharp.ts';
import { openPicture } from './open-picture.ts';
import type { Photo } from './photo.ts';
import { readPhotoMetadata } from './photo-metadata.ts';

const decodeTimeoutSeconds = 60;

/** Formats that can be written with 16 bits again; from others 8 bits are taken. */
const deepFormats: readonly string[] = ['png', 'tiff'];

/**
 * Decodes a whole photo upright and in sRGB, with what is needed to write a result like it. Errors: `file-not-found`,
 * `not-a-file`, `empty-file`, `file-changed`, `unsupported-format`, `unreadable-image`, `truncated-image`,
 * `too-many-pixels` (over 120 million, or the limit given).
 */
export async function openPhoto(
  picture: string | Uint8Array,
  { pixelLimit = processingPixelLimit }: { readonly pixelLimit?: number } = {},
): Promise<Photo> {
  const opened = await openPicture(picture, pixelLimit);
  const isDeep = opened.header.depth === 'ushort' && deepFormats.includes(opened.format);
  const upright = decodeUpright(opened, pixelLimit);
  const pipeline = isDeep
    ? upright.toColourspace('rgb16').raw({ depth: 'ushort' })
    : upright.toColourspace('srgb').raw({ depth: 'uchar' });
  const { data, width, height, channels } = await decodeSamples(pipeline, opened, decodeTimeoutSeconds);
  const samples = isDeep
    ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
    : new Uint8Array(data.buffer, data.byteOffset, data.length);
  return {
    widthPixels: width,
    heightPixels: height,
    ...splitAlpha(samples, channels),
    ...readPhotoMetadata(opened.format, opened.header),
  };
}

/**
 * Decodes a photo at most `longSidePixels` long, upright, in sRGB, 8 bits: as large formats allow without decoding all
 * of it first. Pictures are for looking at, so up to 400 million pixels are read. Errors as `openPhoto`.
 */
export async function openSmallPhoto(picture: string | Uint8Array, longSidePixels: number): Promise<Photo> {
  const opened = await openPicture(picture, viewingPixelLimit);
  const pipeline = decodeUpright(opened, viewingPixelLimit)
    .resize({ width: longSidePixels, height: longSidePixels, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' });
  const { data, width, height, channels } = await decodeSamples(pipeline, opened, decodeTimeoutSeconds);
  const samples = new Uint8Array(data.buffer, data.byteOffset, data.length);
  const metadata = { format: opened.format };
  return {
    widthPixels: width,
    heightPixels: height,
    ...splitAlpha(samples, channels),
    metadata,
    warnings: [],
  };
}

/** [height, width, channels] -> colours [height, width, 3] and alpha [height, width]. */
function splitAlpha(samples: Uint8Array | Uint16Array, channels: number): Pick<Photo, 'rgb' | 'alpha'> {
  if (channels === 3) return { rgb: samples };
  const count = samples.length / channels;
  const make = (length: number) =>
    samples instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  const rgb = make(count * 3);
  const alpha = make(count);
  for (let i = 0, from = 0, to = 0; i < count; i++, from += channels, to += 3) {
    rgb[to] = samples[from]!;
    rgb[to + 1] = samples[from + 1]!;
    rgb[to + 2] = samples[from + 2]!;
    alpha[i] = samples[from + 3]!;
  }
  return { rgb, alpha };
}
