import type { KeepMetadata, OutputFormat, Photo } from './photo.ts';

export interface EncodePhotoOptions {
  /** Default: the photo's own format (PNG for GIF). */
  readonly format?: OutputFormat;
  /** 1 to 100 for JPEG, WebP and AVIF; default 92. */
  readonly quality?: number;
  /** Default `safe`. */
  readonly keepMetadata?: KeepMetadata;
}

/** `rgb` is the result for `photo`, same size, [height, width, 3], sRGB, 8 or 16 bits. */
export function encodePhoto(
  _photo: Photo,
  _rgb: Uint8Array | Uint16Array,
  _options: EncodePhotoOptions = {},
): Promise<Buffer> {
  throw new Error('unfinished');
}
