import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { errorCode } from '../files/write-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';

const bookmarks = z.object({ formatVersion: z.literal(1), steps: z.array(z.int().nonnegative()) });

/** The steps of a run whose checkpoints a person wants to keep, ascending; none when the file is missing or damaged. */
export async function readBookmarks(runFolder: string): Promise<readonly number[]> {
  try {
    const { data } = bookmarks.safeParse(JSON.parse(await readFile(bookmarksPath(runFolder), 'utf8')));
    return data?.steps.toSorted((one, other) => one - other) ?? [];
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Keeps the checkpoint of a step from being removed, or no longer. Throws 'disk-full', 'write-failed'. */
export async function setBookmark(runFolder: string, step: number, isKept: boolean): Promise<void> {
  const others = (await readBookmarks(runFolder)).filter((one) => one !== step);
  const steps = isKept ? [...others, step] : others;
  const text = `${JSON.stringify({ formatVersion: 1, steps })}\n`;
  await writeFileAtomic(bookmarksPath(runFolder), text, { overwrite: true });
}

function bookmarksPath(runFolder: string): string {
  return join(runFolder, 'bookmarks.json');
}
