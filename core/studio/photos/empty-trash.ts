import { dirname, extname, join } from 'node:path';
import type { TrashedPhoto, TrashedResult } from '../../catalog/trash.ts';
import type { Emptying } from '../../contract/trash-contract.ts';
import { isInside } from '../../files/is-inside.ts';
import { photoFile, resultFile } from '../../services/photo-file.ts';
import { resultName } from '../../services/result-name.ts';
import { bothDiscarded, discardAll, knownName, nothingDiscarded, type Discardable } from '../discard.ts';
import type { House } from '../house.ts';
import { isLeftCopy, removeCached } from './remove-photo-files.ts';

/** So many photos at a time, so that nobody waits for it. */
const photosAtOnce = 50;

/** What was forgotten in one step, and whose files are to go now. */
interface Forgotten {
  readonly photos: readonly TrashedPhoto[];
  readonly results: readonly TrashedResult[];
}

/**
 * Forgets what is in the trash, discards the copies and results that the library made for it, and deletes its small
 * pictures; tells how far it is. Rows go first: a kill in between leaves files that the check of the library finds.
 * Originals elsewhere are never touched. What is left when `signal` is aborted stays in the trash.
 */
export async function* emptyTrash(house: House, signal: AbortSignal): AsyncGenerator<Emptying, void, void> {
  const total = house.catalog.trash.count();
  let [removed, discarded, isOver] = [0, nothingDiscarded, false];
  try {
    yield { removed, total, ...discarded };
    while (!isOver && !signal.aborted) {
      const forgotten = forgetPhotos(house);
      isOver = forgotten.photos.length === 0;
      discarded = bothDiscarded(
        discarded,
        await discardFiles(house, isOver ? forgetResults(house) : forgotten),
      );
      removed += forgotten.photos.length;
      yield { removed, total: Math.max(total, removed), ...discarded };
    }
  } finally {
    for (const topic of ['photos', 'albums', 'results'] as const) house.changes.publish({ topic });
  }
}

function forgetPhotos({ catalog }: House): Forgotten {
  return catalog.transaction(() => {
    const photos = catalog.trash.photos(photosAtOnce);
    const results = photos.flatMap(({ id }) => catalog.trash.resultsOf(id));
    for (const { id } of photos) catalog.trash.removePhoto(id);
    return { photos, results };
  });
}

/** Those in the trash whose photos are not. */
function forgetResults({ catalog }: House): Forgotten {
  return catalog.transaction(() => {
    const results = catalog.trash.results();
    for (const { id } of results) catalog.trash.removeResult(id);
    return { photos: [], results };
  });
}

async function discardFiles(house: House, { photos, results }: Forgotten) {
  const copies = photos.filter((photo) => isLeftCopy(house, photo)).map((photo) => copyOf(house, photo));
  const pictures = results
    .filter((result) => isLeftResult(house, result))
    .map((result) => pictureOf(house, result));
  const discarded = await discardAll(house, [...copies, ...pictures]);
  const contents = [
    ...photos.map(({ sha256 }) => sha256),
    ...results.map(({ outputSha256 }) => outputSha256),
  ];
  await Promise.all([...new Set(contents)].map((sha256) => removeCached(house, sha256)));
  return discarded;
}

function isLeftResult(house: House, result: TrashedResult): boolean {
  const isShared = house.catalog.trash.isPathKnown(result.outputPath);
  return !isShared && isInside(house.library.results, resultFile(result, house));
}

/** Copies are named by their content; people know them by the name that the photo came with. */
function copyOf(house: House, photo: TrashedPhoto): Discardable {
  const path = photoFile(photo, house);
  return { path, as: join(dirname(path), knownName(photo.name, path)) };
}

function pictureOf(house: House, result: TrashedResult): Discardable {
  const path = resultFile(result, house);
  const photo = knownName(result.photoName, path);
  const name = resultName({ photo, style: result.styleName, extension: extname(path), attempt: 1 });
  return { path, as: join(dirname(path), name) };
}
