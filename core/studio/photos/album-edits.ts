import type { LibraryChange } from '../../catalog/library-changes.ts';
import type { Area } from '../area.ts';
import type { House } from '../house.ts';
import { countWords } from './count-words.ts';
import { findAlbum } from './find-photo.ts';
import type { LibraryEffect } from './library-effect.ts';

type AlbumEdits = Pick<
  Area<'photos'>,
  'albums' | 'createAlbum' | 'renameAlbum' | 'deleteAlbum' | 'addToAlbum' | 'removeFromAlbum'
>;

/** Albums, each change of theirs an action that can be undone. */
export function albumEdits({ catalog, actions }: House, effect: LibraryEffect): AlbumEdits {
  const { albums } = catalog;
  const perform = async (label: string, ...changes: readonly LibraryChange[]) => {
    await actions.performInSlices(label, effect, changes);
    return {};
  };
  const move = (isIn: boolean, albumId: number, ids: readonly number[]) => {
    const { name } = findAlbum(catalog, albumId);
    const label = isIn ? 'Add' : 'Take';
    return perform(`${label} ${countWords(ids.length, 'photo')} ${isIn ? 'to' : 'out of'} "${name}"`, {
      what: 'album-photos',
      id: albumId,
      ids,
      isIn,
    });
  };
  return {
    albums: () => albums.list().map(({ id, name, photos }) => ({ id, name, photos })),
    createAlbum: ({ name, photoIds }) =>
      catalog.transaction(() => {
        const id = albums.nextId();
        actions.perform(`Make the album "${name}"`, effect, [
          { what: 'album', id, album: { name, createdMs: Date.now() } },
          { what: 'album-photos', id, ids: photoIds, isIn: true },
        ]);
        return { id };
      }),
    renameAlbum: ({ albumId, name }) => {
      const { createdMs } = findAlbum(catalog, albumId);
      return perform(`Rename an album to "${name}"`, {
        what: 'album',
        id: albumId,
        album: { name, createdMs },
      });
    },
    deleteAlbum: ({ albumId }) =>
      perform(
        `Remove the album "${findAlbum(catalog, albumId).name}"`,
        { what: 'album-photos', id: albumId, ids: albums.photoIds(albumId), isIn: false },
        { what: 'album', id: albumId, album: null },
      ),
    addToAlbum: ({ albumId, photoIds }) => move(true, albumId, photoIds),
    removeFromAlbum: ({ albumId, photoIds }) => move(false, albumId, photoIds),
  };
}
