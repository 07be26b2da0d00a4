import { basename } from 'node:path';
import type { Metadata } from 'sharp';
import { CoreError } from '../contract/core-error.ts';
import { decodeError } from './decode-error.ts';
import { openHardened, processingPixelLimit } from './hardened-sharp.ts';
import { identifyFormat } from './identify-format.ts';
import type { ImageFormat } from './photo.ts';
import { readPictureBytes } from './read-picture-bytes.ts';

/** A picture file that was identified and whose header was read; its pixels are not decoded yet. */
export interface OpenedPicture {
  /** For messages: the file's name in quotes, or "The picture". */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly format: ImageFormat;
  readonly header: Metadata;
}

/**
 * Reads a picture's bytes (or takes them), identifies them by content and reads the header. Errors: those of
 * `readPictureBytes`, `unsupported-format`, `unreadable-image`, `truncated-image`, `too-many-pixels`.
 */
export async function openPicture(
  picture: string | Uint8Array,
  pixelLimit = processingPixelLimit,
): Promise<OpenedPicture> {
  const isPath = typeof picture === 'string';
  const name = isPath ? `"${basename(picture)}"` : 'The picture';
  const bytes = isPath ? await readPictureBytes(picture) : picture;
  if (bytes.length === 0)
    throw new CoreError('empty-file', `${name} has no content (0 bytes).`, { path: name });
  const format = assertReadable(bytes, name);
  const header = await readHeader(bytes, format, name);
  assertPixels(header, name, pixelLimit);
  return { name, bytes, format, header };
}

function assertReadable(bytes: Uint8Array, name: string): ImageFormat {
  const found = identifyFormat(bytes);
  if (found?.isReadable) return found.format;
  const message = found
    ? `${name} is ${found.name}. ${found.advice}`
    : `${name} is not a picture in a known format. JPEG, PNG, WebP, TIFF, GIF and AVIF can be read.`;
  throw new CoreError('unsupported-format', message, {
    path: name,
    found: found?.name,
    isPicture: found?.isPicture ?? false,
  });
}

async function readHeader(bytes: Uint8Array, format: ImageFormat, name: string): Promise<Metadata> {
  try {
    return await openHardened(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    throw decodeError(cause, bytes, format, name);
  }
}

function assertPixels({ width, height }: Metadata, name: string, limit: number): void {
  if (width * height <= limit) return;
  throw new CoreError(
    'too-many-pixels',
    `${name} is ${width} x ${height} pixels; up to ${limit / 1e6} million pixels are processed. Save a smaller copy.`,
    { path: name, widthPixels: width, heightPixels: height, limit },
  );
}
