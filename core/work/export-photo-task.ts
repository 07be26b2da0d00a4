import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { encodePhoto } from '../image/encode-photo.ts';
import { identifyFormat } from '../image/identify-format.ts';
import { openPhoto } from '../image/open-photo.ts';
import type { PictureOrigin } from '../image/origin-xmp.ts';
import type { ImageFormat, KeepMetadata, OutputFormat } from '../image/photo.ts';
import type { RunTask } from './task.ts';

export interface ExportPhotoInput {
  /** Absolute. */
  readonly source: string;
  readonly format: OutputFormat | 'same';
  readonly quality: number;
  readonly metadata: KeepMetadata;
  /** Told in the file, where it is given. */
  readonly origin?: PictureOrigin | undefined;
  readonly pixelLimit: number;
  /** An existing folder, and the file's name without its ending. */
  readonly folder: string;
  readonly stem: string;
  /** When the name is taken; nothing is ever replaced. */
  readonly collision: 'number' | 'skip';
}

export interface ExportedFile {
  readonly name: string;
  readonly status: 'done' | 'skipped';
  readonly sizeBytes: number;
}

const mostAttempts = 10_000;
const endings: Readonly<Partial<Record<ImageFormat, string>>> = { jpeg: 'jpg', tiff: 'tif' };

/** Writes a picture as a file of its own. Throws what `openPhoto`, `encodePhoto` and `writeFileAtomic` throw. */
export const run: RunTask<ExportPhotoInput, ExportedFile> = async (input, { signal }) => {
  const { bytes, format } = await encoded(input);
  signal.throwIfAborted();
  const ending = endings[format] ?? format;
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const name = `${input.stem}${attempt === 1 ? '' : `-${attempt}`}.${ending}`;
    const path = join(input.folder, name);
    const isWritten = await writeUnlessTaken(path, bytes);
    const told = { name, sizeBytes: bytes.length };
    if (isWritten || (await holds(path, bytes))) return { ...told, status: 'done' }; // also what a killed job wrote
    if (input.collision === 'skip') return { ...told, status: 'skipped' };
  }
  throw new CoreError(
    'output-exists',
    `The folder holds ${mostAttempts} files called "${input.stem}". Choose another folder or name.`,
    { folder: input.folder },
  );
};

async function encoded(input: ExportPhotoInput): Promise<{ bytes: Buffer; format: ImageFormat }> {
  const { source, format, quality, metadata, origin, pixelLimit } = input;
  if (format === 'same' && metadata === 'all' && origin === undefined) return asItIs(source);
  const photo = await openPhoto(source, { pixelLimit });
  const own = photo.metadata.format === 'gif' ? 'png' : photo.metadata.format;
  const wanted = format === 'same' ? own : format;
  const options = { format: wanted, quality, keepMetadata: metadata, origin };
  return { bytes: await encodePhoto(photo, photo.rgb, options), format: wanted };
}

/** Encoding again would only lose. */
async function asItIs(source: string): Promise<{ bytes: Buffer; format: ImageFormat }> {
  const bytes = await readFile(source);
  const found = identifyFormat(bytes);
  if (found?.isReadable) return { bytes, format: found.format };
  const message = 'This file is no longer a picture that can be read. Translate the photo again.';
  throw new CoreError('unsupported-format', message);
}

async function writeUnlessTaken(path: string, bytes: Buffer): Promise<boolean> {
  try {
    await writeFileAtomic(path, bytes);
    return true;
  } catch (error) {
    if (error instanceof CoreError && error.reason === 'output-exists') return false;
    throw error;
  }
}

async function holds(path: string, bytes: Buffer): Promise<boolean> {
  const found = await readFile(path).catch(() => undefined);
  return found !== undefined && found.equals(bytes);
}
