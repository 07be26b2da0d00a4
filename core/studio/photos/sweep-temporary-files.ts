import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTemporaryFiles } from '../../files/remove-temporary-files.ts';
import type { LibraryFolder } from '../../services/library-folder.ts';

/** Removes what killed processes left half-written among copies, thumbnails and views. */
export async function sweepTemporaryFiles(
  { photos, cache }: LibraryFolder,
  signal: AbortSignal,
): Promise<void> {
  for (const folder of [photos, join(cache, 'thumbs'), join(cache, 'views')]) {
    const inside = await readdir(folder, { withFileTypes: true }).catch(() => []); // nothing was made yet
    for (const { name } of inside.filter((entry) => entry.isDirectory())) {
      if (signal.aborted) return;
      await removeTemporaryFiles(join(folder, name));
    }
  }
}
