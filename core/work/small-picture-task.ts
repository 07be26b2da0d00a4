import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { viewingPixelLimit } from '../image/hardened-sharp.ts';
import { openPicture } from '../image/open-picture.ts';
import { smallPicture } from '../image/small-picture.ts';
import type { RunTask } from './task.ts';

export interface SmallPictureOrder {
  readonly source: string;
  /** What the source has to hold. */
  readonly sha256: string;
  readonly target: string;
  readonly longSidePixels: number;
  readonly quality: number;
}

/**
 * Writes a small WebP of a picture whose content is known and returns its size in bytes. Throws `file-changed` when it
 * holds something else now, what `openPicture` throws, `disk-full`, `write-failed`.
 */
export const run: RunTask<SmallPictureOrder, number> = async ({
  source,
  sha256,
  target,
  longSidePixels,
  quality,
}) => {
  const opened = await openPicture(source, viewingPixelLimit);
  if (createHash('sha256').update(opened.bytes).digest('hex') !== sha256)
    throw new CoreError(
      'file-changed',
      `"${basename(source)}" holds another picture than it did when it was added. Add it again.`,
      { path: source },
    );
  const bytes = await smallPicture(opened, longSidePixels, quality);
  await mkdir(dirname(target), { recursive: true });
  await writeFileAtomic(target, bytes, { overwrite: true });
  return bytes.length;
};
