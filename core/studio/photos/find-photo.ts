import type { AlbumRow } from '../../catalog/albums.ts';
import type { Catalog } from '../../catalog/open-catalog.ts';
import type { PhotoRow } from '../../catalog/photos.ts';
import { CoreError } from '../../contract/core-error.ts';

/** Throws `photo-not-found`. */
export function findPhoto({ photos }: Pick<Catalog, 'photos'>, photoId: number): PhotoRow {
  const photo = photos.get(photoId);
  if (photo !== undefined) return photo;
  throw new CoreError(
    'photo-not-found',
    'This photo is not in the library any more. Import it again if you need it.',
    { photoId },
  );
}

/** Throws `album-not-found`. */
export function findAlbum({ albums }: Pick<Catalog, 'albums'>, albumId: number): AlbumRow {
  const album = albums.get(albumId);
  if (album !== undefined) return album;
  throw new CoreError('album-not-found', 'This album is gone. Undo its removal, or make a new one.', {
    albumId,
  });
}
