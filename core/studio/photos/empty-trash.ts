import { setImmediate } from 'node:timers/promises';
import type { TrashedPhoto, TrashedResult } from '../../catalog/trash.ts';
import { isInside } from '../../files/is-inside.ts';
import { resultFile } from '../../services/photo-file.ts';
import type { House } from '../house.ts';
import { removeCached, removeFile, removePhotoFiles } from './remove-photo-files.ts';

/** So many photos at a time, so that nobody waits for it. */
const photosAtOnce = 50;

/**
 * Forgets what is in the trash and removes what the library made for it: copies, results, small pictures. Rows go first:
 * a kill in between leaves files that the check of the library finds. Originals elsewhere are never touched.
 */
export async function emptyTrash(house: House): Promise<{ readonly photos: number; readonly bytes: number }> {
  const { catalog, changes } = house;
  let [photos, bytes] = [0, 0];
  for (;;) {
    const some = catalog.trash.photos(photosAtOnce);
    if (some.length === 0) break;
    const results = forgetPhotos(house, some);
    photos += some.length;
    bytes += (await removePhotoFiles(house, some)) + (await removeResultFiles(house, results));
    await setImmediate();
  }
  const results = catalog.trash.results();
  catalog.transaction(() => {
    for (const { id } of results) catalog.trash.removeResult(id);
  });
  bytes += await removeResultFiles(house, results);
  for (const topic of ['photos', 'albums', 'results'] as const) changes.publish({ topic });
  return { photos, bytes };
}

function forgetPhotos({ catalog }: House, photos: readonly TrashedPhoto[]): readonly TrashedResult[] {
  return catalog.transaction(() => {
    const results = photos.flatMap(({ id }) => catalog.trash.resultsOf(id));
    for (const { id } of photos) catalog.trash.removePhoto(id);
    return results;
  });
}

async function removeResultFiles(house: House, results: readonly TrashedResult[]): Promise<number> {
  let bytes = 0;
  for (const result of results) {
    const file = resultFile(result, house);
    const isShared = house.catalog.trash.isPathKnown(result.outputPath);
    if (!isShared && isInside(house.library.results, file)) bytes += await removeFile(file);
    bytes += await removeCached(house, result.outputSha256);
  }
  return bytes;
}
