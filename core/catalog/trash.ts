import type { Connection } from './connection.ts';
import type { PhotoFile } from './imports.ts';

export interface TrashedPhoto extends PhotoFile {
  readonly id: number;
}

export interface TrashedResult {
  readonly id: number;
  readonly outputPath: string;
  readonly outputSha256: string;
}

/** What goes for good when the trash is emptied. */
export interface Trash {
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

const result =
  'SELECT id, output_path AS outputPath, output_sha256 AS outputSha256 FROM results WHERE listed = 1';

export function trashIn(connection: Connection): Trash {
  const photos = connection.prepare<object, TrashedPhoto>(
    'SELECT id, path, place, sha256 FROM photos WHERE shelf = 2 ORDER BY id LIMIT @limit',
  );
  const resultsOf = connection.prepare<object, TrashedResult>(`${result} AND photo_id = @photoId`);
  const results = connection.prepare<object, TrashedResult>(`${result} AND trashed_ms IS NOT NULL`);
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
    photos: (limit) => photos.all({ limit }),
    resultsOf: (photoId) => resultsOf.all({ photoId }),
    results: () => results.all({}),
    removePhoto: (id) => void removePhoto.run({ id }),
    removeResult: (id) => void removeResult.run({ id }),
    isContentKnown: (sha256) => content.get({ sha256 })?.known === 1,
    isPathKnown: (value) => path.get({ path: value })?.known === 1,
  };
}
