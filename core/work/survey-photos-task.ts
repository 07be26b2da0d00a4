import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import type { ErrorName } from '../contract/error-codes.ts';
import { contentPath } from '../files/content-path.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { cameraFacts } from '../image/camera-facts.ts';
import { viewingPixelLimit } from '../image/hardened-sharp.ts';
import { factsOf } from '../image/inspect-image.ts';
import { openPicture, type OpenedPicture } from '../image/open-picture.ts';
import type { ImageFormat } from '../image/photo.ts';
import { photoTags } from '../image/photo-tags.ts';
import { smallPicture } from '../image/small-picture.ts';
import type { RunTask } from './task.ts';

export interface SurveyOrder {
  readonly files: readonly SurveyFile[];
  /** Where thumbnails go, by content. */
  readonly thumbs: string;
  /** Where copies go, by content. */
  readonly photos: string;
}

export interface SurveyFile {
  readonly path: string;
  /** As the person knows it. */
  readonly name: string;
  readonly isCopied: boolean;
}

/** What a file turned out to be. */
export type Surveyed =
  | { readonly index: number; readonly photo: SurveyedPhoto }
  | { readonly index: number; readonly refusal: Refusal };

export interface SurveyedPhoto {
  /** The copy, or the file itself. Absolute. */
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly format: ImageFormat;
  /** Upright. */
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly camera: string | null;
  readonly colourProfile: string | null;
  readonly tags: readonly string[];
  /** By the camera's clock, otherwise when the file was last changed. */
  readonly takenMs: number;
}

export interface Refusal {
  /** False for what is no picture at all, such as a text or a film. */
  readonly isPicture: boolean;
  readonly code: string;
  readonly reason: ErrorName;
  readonly message: string;
}

/** At most so many files are decoded beside each other. */
const together = 2;
const thumbnailPixels = 320;

/** What is wrong with one file; any other error concerns them all. */
const faultsOfFiles: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'unsupported-format',
  'truncated-image',
  'unreadable-image',
  'too-many-pixels',
  'empty-file',
  'not-a-file',
  'file-not-found',
  'file-changed',
]);

/**
 * Reads files from their first byte to their last, writes their thumbnails and, where asked, their copies, and tells
 * each as soon as it is done. Throws `disk-full`, `write-failed`.
 */
export const run: RunTask<SurveyOrder, null, Surveyed> = async (order, { signal, tell }) => {
  let [next, told] = [0, 0];
  const done: (Surveyed | undefined)[] = [];
  const work = async () => {
    while (!signal.aborted && next < order.files.length) {
      const index = next++;
      done[index] = await survey(order.files[index]!, index, order);
      // In their order: of two files with the same content the first one is the photo.
      for (let one = done[told]; one !== undefined; one = done[++told]) tell(one);
    }
  };
  // Whoever asked knows of every copy that was made, also of the last ones before a stop.
  const ends = await Promise.allSettled(Array.from({ length: together }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  signal.throwIfAborted();
  return null;
};

async function survey(file: SurveyFile, index: number, order: SurveyOrder): Promise<Surveyed> {
  try {
    return { index, photo: await surveyPhoto(file, order) };
  } catch (error) {
    if (!(error instanceof CoreError) || !faultsOfFiles.has(error.reason)) throw error;
    const { code, reason, message, details } = error;
    const isPicture = reason !== 'unsupported-format' || details['isPicture'] === true;
    return { index, refusal: { isPicture, code, reason, message } };
  }
}

async function surveyPhoto(
  { path, name, isCopied }: SurveyFile,
  { thumbs, photos }: SurveyOrder,
): Promise<SurveyedPhoto> {
  const opened = await openPicture(path, viewingPixelLimit);
  const sha256 = createHash('sha256').update(opened.bytes).digest('hex');
  const thumb = contentPath(thumbs, sha256, '.webp');
  if (!(await isThere(thumb))) await write(thumb, await smallPicture(opened, thumbnailPixels));
  const copy = isCopied ? contentPath(photos, sha256, endingOf(name, opened.format)) : undefined;
  if (copy !== undefined && !(await isThere(copy, opened.bytes.length))) await write(copy, opened.bytes);
  return { path: copy ?? path, sha256, ...(await factsFor(path, opened)) };
}

async function factsFor(
  path: string,
  opened: OpenedPicture,
): Promise<Omit<SurveyedPhoto, 'path' | 'sha256'>> {
  const { format, sizeBytes, widthPixels, heightPixels, colourProfile } = factsOf(opened);
  const { camera, takenMs } = cameraFacts(opened.header.exif);
  return {
    format,
    sizeBytes,
    widthPixels,
    heightPixels,
    camera: camera ?? null,
    colourProfile: colourProfile ?? null,
    tags: photoTags(opened.header),
    takenMs: takenMs ?? Math.round((await stat(path)).mtimeMs),
  };
}

async function isThere(path: string, sizeBytes?: number): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  return facts !== undefined && facts.size === (sizeBytes ?? facts.size);
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, bytes, { overwrite: true });
}

/** The person's own ending where it is a plain one. */
function endingOf(name: string, format: ImageFormat): string {
  const ending = extname(name);
  return /^\.[a-z0-9]{1,8}$/i.test(ending) ? ending.toLowerCase() : `.${format}`;
}
