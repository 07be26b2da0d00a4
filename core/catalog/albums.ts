import type { Connection } from './connection.ts';

export interface AlbumRow {
  readonly id: number;
  readonly name: string;
  readonly createdMs: number;
  /** Those in the library's grid. */
  readonly photos: number;
}

/** What albums there are; they are changed by `LibraryChanges`. */
export interface Albums {
  /** By their names. */
  list(): readonly AlbumRow[];
  get(id: number): AlbumRow | undefined;
  /** The id that the next album takes. */
  nextId(): number;
  photoIds(id: number): readonly number[];
  ofPhoto(photoId: number): readonly { readonly id: number; readonly name: string }[];
}

const select = `
SELECT a.id, a.name, a.created_ms AS createdMs,
  (SELECT count(*) FROM album_photos JOIN photos ON photos.id = photo_id WHERE album_id = a.id AND shelf = 1) AS photos
FROM albums a`;

export function albumsIn(connection: Connection): Albums {
  const all = connection.prepare<object, AlbumRow>(`${select} ORDER BY a.name COLLATE NOCASE, a.id`);
  const byId = connection.prepare<object, AlbumRow>(`${select} WHERE a.id = @id`);
  const last = connection.prepare<object, { seq: number }>(
    "SELECT seq FROM sqlite_sequence WHERE name = 'albums'",
  );
  const inside = connection.prepare<object, { id: number }>(
    'SELECT photo_id AS id FROM album_photos WHERE album_id = @id ORDER BY photo_id',
  );
  const ofPhoto = connection.prepare<object, { id: number; name: string }>(
    `SELECT a.id, a.name FROM album_photos JOIN albums a ON a.id = album_id WHERE photo_id = @photoId
    ORDER BY a.name COLLATE NOCASE, a.id`,
  );
  return {
    list: () => all.all({}),
    get: (id) => byId.get({ id }),
    nextId: () => (last.get({})?.seq ?? 0) + 1,
    photoIds: (id) => inside.all({ id }).map((row) => row.id),
    ofPhoto: (photoId) => ofPhoto.all({ photoId }),
  };
}
