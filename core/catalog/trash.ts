import type { Connection } from './connection.ts';
import type { PhotoFile } from './imports.ts';

export interface TrashedPhoto extends PhotoFile {
  readonly id: number;
  readonly name: string;
}

export interface TrashedResult {
  readonly id: number;
  readonly outputPath: string;
  readonly outputSha256: string;
  readonly photoName: string;
  readonly styleName: string;
}

/** What is forgotten when the trash is emptied. */
export interface Trash {
  /** How many photos are in it. */
  count(): number;
  /** The first photos in the trash. */
  photos(limit: number): readonly TrashedPhoto[];
  /** The results of a photo, those of the command line not among them. */
  resultsOf(photoId: number): readonly TrashedResult[];
  /** Results in the trash whose photos are not. */
  results(): readonly TrashedResult[];
  removePhoto(id: number): void;
  removeResult(id: number): void;
  /** Whether a photo or result with this content is still known. */
  isContentKnown(sha256: string): boolean;
  /** Whether a photo or result still lies there. */
  isPathKnown(path: string): boolean;
}

const result = `
SELECT results.id, output_path AS outputPath, output_sha256 AS outputSha256, photos.name AS photoName,
  style_name AS styleName
FROM results JOIN photos ON photos.id = results.photo_id WHERE results.listed = 1`;

export function trashIn(connection: Connection): Trash {
  const photos = connection.prepare<object, TrashedPhoto>(
    'SELECT id, path, place, sha256, name FROM photos WHERE shelf = 2 ORDER BY id LIMIT @limit',
  );
  const count = connection.prepare<object, { photos: number }>(
    'SELECT count(*) AS photos FROM photos WHERE shelf = 2',
  );
  const resultsOf = connection.prepare<object, TrashedResult>(`${result} AND photo_id = @photoId`);
  const results = connection.prepare<object, TrashedResult>(`${result} AND results.trashed_ms IS NOT NULL`);
  const removePhoto = connection.prepare('DELETE FROM photos WHERE id = @id');
  const removeResult = connection.prepare('DELETE FROM results WHERE id = @id');
  const content = connection.prepare<object, { known: number }>(
    `SELECT EXISTS (SELECT 1 FROM photos WHERE sha256 = @sha256)
      OR EXISTS (SELECT 1 FROM results WHERE output_sha256 = @sha256) AS known`,
  );
  const path = connection.prepare<object, { known: number }>(
    `SELECT EXISTS (SELECT 1 FROM photos WHERE path = @path)
      OR EXISTS (SELECT 1 FROM results WHERE output_path = @path) AS known`,
  );
  return {
    count: () => count.get({})!.photos,
    photos: (limit) => photos.all({ limit }),
    resultsOf: (photoId) => resultsOf.all({ photoId }),
    results: () => results.all({}),
    removePhoto: (id) => void removePhoto.run({ id }),
    removeResult: (id) => void removeResult.run({ id }),
    isContentKnown: (sha256) => content.get({ sha256 })?.known === 1,
    isPathKnown: (value) => path.get({ path: value })?.known === 1,
  };
}
