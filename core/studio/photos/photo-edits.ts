import type { LibraryChange, PhotoValues } from '../../catalog/library-changes.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { Area } from '../area.ts';
import type { House } from '../house.ts';
import { countWords } from './count-words.ts';
import { findPhoto } from './find-photo.ts';
import type { LibraryEffect } from './library-effect.ts';

type Edits = Pick<
  Area<'photos'>,
  'undoImport' | 'setStars' | 'setRejected' | 'trash' | 'restore' | 'showResult' | 'trashResult'
>;

/** What a person does to photos, each an action that can be undone. */
export function photoEdits({ catalog, actions }: House, effect: LibraryEffect): Edits {
  const perform = async (label: string, ...changes: readonly LibraryChange[]) => {
    await actions.performInSlices(label, effect, changes);
    return {};
  };
  const set = (label: string, ids: readonly number[], values: PhotoValues) => {
    if (ids.length === 1) findPhoto(catalog, ids[0]!);
    return perform(`${label} ${countWords(ids.length, 'photo')}`, { what: 'photos', ids, values });
  };
  return {
    setStars: ({ photoIds, stars }) =>
      set(stars === 0 ? 'Take the stars from' : `Give ${countWords(stars, 'star')} to`, photoIds, { stars }),
    setRejected: ({ photoIds, isRejected }) =>
      set(isRejected ? 'Reject' : 'Accept', photoIds, { rejected: Number(isRejected) }),
    trash: ({ photoIds }) => set('Move to the trash:', photoIds, { trashedMs: Date.now() }),
    restore: ({ photoIds }) => set('Restore', photoIds, { trashedMs: null }),
    undoImport: ({ importId }) => {
      if (catalog.imports.get(importId)?.isUndone !== false)
        throw new CoreError('nothing-to-do', 'This import has been taken back already.', { importId });
      const ids = catalog.imports.photoIds(importId);
      return perform(
        `Undo the import of ${countWords(ids.length, 'photo')}`,
        { what: 'photos', ids, values: { listed: 0 } },
        { what: 'import', id: importId, isUndone: true },
      );
    },
    showResult: ({ photoId, resultId }) => {
      findPhoto(catalog, photoId);
      if (resultId !== null && catalog.results.get(resultId)?.photoId !== photoId) throw noResult(resultId);
      const label = resultId === null ? 'Show the original' : 'Show another result';
      return perform(label, { what: 'photos', ids: [photoId], values: { currentResultId: resultId } });
    },
    trashResult: ({ resultId }) => perform('Remove a result', ...withoutResult(catalog, resultId)),
  };
}

function noResult(resultId: number): CoreError {
  return new CoreError('result-not-found', 'This result is gone. Translate the photo again.', { resultId });
}

/** A photo that showed it shows its newest other result, or its original. */
function withoutResult(
  { results, photos }: Pick<House['catalog'], 'results' | 'photos'>,
  resultId: number,
): readonly LibraryChange[] {
  const result = results.get(resultId);
  if (result === undefined) throw noResult(resultId);
  const { photoId } = result;
  const others = results.ofPhoto(photoId).filter(({ id }) => id !== resultId);
  const isShown = photos.get(photoId)?.currentResultId === resultId;
  const values = { currentResultId: others.at(-1)?.id ?? null };
  return [
    { what: 'result', id: resultId, trashedMs: Date.now() },
    ...(isShown ? [{ what: 'photos', ids: [photoId], values } as const] : []),
  ];
}
