import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { PhotoFile } from '../../catalog/imports.ts';
import { contentPath } from '../../files/content-path.ts';
import { errorCode } from '../../files/write-error.ts';
import { photoFile } from '../../services/photo-file.ts';
import type { House } from '../house.ts';

type Where = Pick<House, 'library' | 'catalog' | 'resources'>;

/**
 * Deletes what the library made for photos whose rows are gone: copies and cached pictures, unless another row stands for
 * the same. Originals elsewhere are not touched.
 */
export async function removePhotoFiles(house: Where, photos: readonly PhotoFile[]): Promise<void> {
  for (const photo of photos) {
    if (isLeftCopy(house, photo)) await removeFile(photoFile(photo, house));
    await removeCached(house, photo.sha256);
  }
}

/** Whether a photo's original is a copy in the library that no row stands for any more. */
export function isLeftCopy({ catalog }: Where, { path, place }: PhotoFile): boolean {
  return place === 'copied' && !catalog.trash.isPathKnown(path);
}

/** Removes the small pictures of a content that no row names any more. */
export async function removeCached(
  { library, catalog }: Pick<Where, 'library' | 'catalog'>,
  sha256: string,
): Promise<void> {
  if (catalog.trash.isContentKnown(sha256)) return;
  for (const kind of ['thumbs', 'views'])
    await removeFile(contentPath(join(library.cache, kind), sha256, '.webp'));
}

/** A file that is not there is removed already. */
export async function removeFile(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
}
