import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { PhotoRow } from '../../catalog/photos.ts';
import type { House } from '../house.ts';

/** More at once would keep others waiting on a busy machine. */
const photosAtOnce = 16;
const restMs = 20;

/**
 * Looks, a few at a time, which originals that lie elsewhere are gone or back, and marks them. Resolves when all were
 * looked at or `signal` is aborted.
 */
export async function watchOriginals(house: House, signal: AbortSignal): Promise<void> {
  let last = 0;
  while (!signal.aborted) {
    const photos = house.catalog.photos.linkedAfter(last, photosAtOnce);
    if (photos.length === 0) return;
    last = photos.at(-1)!.id;
    const isMissing = await Promise.all(photos.map(({ path }) => isGone(path)));
    if (signal.aborted) return;
    mark(house, photos, isMissing);
    await setTimeout(restMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}

/** Only a plain "not there" counts: a disk that answers with an error may answer better later. */
async function isGone(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT' || error.code === 'ENOTDIR',
  );
}

function mark({ catalog, changes }: House, photos: readonly PhotoRow[], isMissing: readonly boolean[]): void {
  const changed = photos.filter((photo, index) => (photo.missing === 1) !== isMissing[index]);
  if (changed.length === 0) return;
  const idsOf = (was: number) => changed.filter(({ missing }) => missing === was).map(({ id }) => id);
  catalog.libraryChanges.apply([
    { what: 'photos', ids: idsOf(0), values: { missing: 1 } },
    { what: 'photos', ids: idsOf(1), values: { missing: 0 } },
  ]);
  changes.publish({ topic: 'photos', ids: changed.map(({ id }) => id) });
}
