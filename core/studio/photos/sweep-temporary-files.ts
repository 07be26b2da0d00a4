import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeAbandoned } from '../../files/remove-temporary-files.ts';
import { temporaryFileOwner } from '../../files/temporary-path.ts';

/**
 * Removes what killed processes left half-written anywhere below `folder`; what a living one is writing stays. What cannot
 * be removed now, in a folder without the right to write, say, is tried again at the next start.
 */
export async function sweepTemporaryFiles(folder: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const inside = await readdir(folder, { withFileTypes: true }).catch(() => []); // it went meanwhile
  const names = inside.map(({ name }) => name);
  await removeAbandoned(folder, names).catch(() => []);
  for (const entry of inside)
    if (entry.isDirectory() && temporaryFileOwner(entry.name) === undefined)
      await sweepTemporaryFiles(join(folder, entry.name), signal);
}
