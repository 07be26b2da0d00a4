import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PhotoFile } from '../../catalog/imports.ts';
import { contentPath } from '../../files/content-path.ts';
import { resultFile } from '../../services/photo-file.ts';
import type { House } from '../house.ts';

type Where = Pick<House, 'library' | 'catalog'>;

/**
 * Removes from the disk what the library made for photos whose rows are gone: copies and cached pictures, unless another
 * row stands for the same. Originals elsewhere are not touched. Returns the bytes freed.
 */
export async function removePhotoFiles(house: Where, photos: readonly PhotoFile[]): Promise<number> {
  let bytes = 0;
  for (const { path, place, sha256 } of photos) {
    if (place === 'copied' && !house.catalog.trash.isPathKnown(path))
      bytes += await removeFile(resultFile({ outputPath: path }, house));
    bytes += await removeCached(house, sha256);
  }
  return bytes;
}

/** Removes the small pictures of a content that no row names any more. */
export async function removeCached({ library, catalog }: Where, sha256: string): Promise<number> {
  if (catalog.trash.isContentKnown(sha256)) return 0;
  let bytes = 0;
  for (const kind of ['thumbs', 'views'])
    bytes += await removeFile(contentPath(join(library.cache, kind), sha256, '.webp'));
  return bytes;
}

/** Returns the bytes freed; a file that is not there frees none. */
export async function removeFile(path: string): Promise<number> {
  const facts = await stat(path).catch(() => undefined);
  await rm(path, { force: true });
  return facts?.size ?? 0;
}
