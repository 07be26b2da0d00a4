import type { Connection } from './connection.ts';
import { recipeSha256, type Recipe } from './recipe-sha256.ts';

export interface NewPhoto {
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Referenced where it lies, copied into the library, or shipped with the app. */
export type PhotoPlace = 'linked' | 'copied' | 'sample';

export interface PhotoRow extends NewPhoto {
  readonly id: number;
  readonly createdMs: number;
  /** What `path` is relative to: nothing (absolute), the library's folder, or the folder of what ships with the app. */
  readonly place: PhotoPlace;
  readonly name: string;
  readonly format: string;
  /** Upright; null until the photo has been read. */
  readonly widthPixels: number | null;
  readonly heightPixels: number | null;
  readonly camera: string | null;
  readonly colourProfile: string | null;
  /** The keywords that were in the file when it was imported, as JSON. */
  readonly tags: string;
  readonly takenMs: number;
  readonly importId: number | null;
  readonly trashedMs: number | null;
  /** 1 in the library's grid or trash. */
  readonly listed: number;
  readonly missing: number;
  readonly currentResultId: number | null;
}

/** One edit: the original, what was done to it (on top of the parent result, if any), and what came out. */
export interface NewResult extends Recipe {
  readonly photoId: number;
  readonly parentId: number | null;
  readonly outputPath: string;
  readonly outputSha256: string;
}

export interface ResultRow extends NewResult {
  readonly id: number;
  readonly recipeSha256: string;
  readonly createdMs: number;
}

export interface Photos {
  /** Records an original; the same content at the same path is one entry. */
  add(photo: NewPhoto): PhotoRow;
  /** Oldest first. */
  list(): readonly PhotoRow[];
  get(id: number): PhotoRow | undefined;
  /** Listed photos that lie elsewhere, in pieces: the first of those with a larger id. */
  linkedAfter(id: number, limit: number): readonly PhotoRow[];
  /** Records a result whose file is whole on the disk. */
  addResult(result: NewResult): ResultRow;
  /** The edit history of a photo, oldest first. */
  results(photoId: number): readonly ResultRow[];
  /** What a recipe has already made of a photo with this content, newest first, wherever the photo lies. */
  findResults(photoSha256: string, recipe: Recipe): readonly ResultRow[];
  /** Which results a translator made, oldest first. */
  resultsOfTranslator(translatorSha256: string): readonly ResultRow[];
}

interface StoredResult extends Omit<ResultRow, 'parameters'> {
  readonly parameters: string;
}

const selectPhoto = `
SELECT id, path, sha256, size_bytes AS sizeBytes, created_ms AS createdMs, place, name, format,
  width_pixels AS widthPixels, height_pixels AS heightPixels, camera, colour_profile AS colourProfile, tags,
  taken_ms AS takenMs, import_id AS importId, trashed_ms AS trashedMs, listed, missing,
  current_result_id AS currentResultId
FROM photos`;
const selectResult = `
SELECT r.id, r.photo_id AS photoId, r.translator_sha256 AS translatorSha256, r.parameters,
  r.recipe_sha256 AS recipeSha256, r.parent_id AS parentId, r.output_path AS outputPath,
  r.output_sha256 AS outputSha256, r.created_ms AS createdMs
FROM results r`;

export function photosIn(connection: Connection): Photos {
  return { ...originals(connection), ...history(connection) };
}

function originals(connection: Connection): Pick<Photos, 'add' | 'list' | 'get' | 'linkedAfter'> {
  const all = connection.prepare<object, PhotoRow>(`${selectPhoto} ORDER BY id`);
  const byId = connection.prepare<object, PhotoRow>(`${selectPhoto} WHERE id = @id`);
  const known = connection.prepare<object, PhotoRow>(
    `${selectPhoto} WHERE sha256 = @sha256 AND path = @path`,
  );
  const linked = connection.prepare<object, PhotoRow>(
    `${selectPhoto} WHERE id > @id AND listed = 1 AND place = 'linked' ORDER BY id LIMIT @limit`,
  );
  const insert = connection.prepare(
    `INSERT INTO photos (path, sha256, size_bytes, created_ms) VALUES (@path, @sha256, @sizeBytes, @createdMs)
    ON CONFLICT (sha256, path) DO NOTHING`,
  );
  return {
    add: ({ path, sha256, sizeBytes }) =>
      connection.transaction(() => {
        insert.run({ path, sha256, sizeBytes, createdMs: Date.now() });
        return known.get({ sha256, path })!; // just inserted, if it was not there
      }),
    list: () => all.all({}),
    get: (id) => byId.get({ id }),
    linkedAfter: (id, limit) => linked.all({ id, limit }),
  };
}

function history(connection: Connection): Omit<Photos, 'add' | 'list' | 'get' | 'linkedAfter'> {
  const select = (rest: string) => connection.prepare<object, StoredResult>(`${selectResult} ${rest}`);
  const byId = select('WHERE r.id = @id');
  const byPhoto = select('WHERE r.photo_id = @photoId ORDER BY r.id');
  const byTranslator = select('WHERE r.translator_sha256 = @sha256 ORDER BY r.id');
  const byRecipe = select(
    `JOIN photos p ON p.id = r.photo_id
    WHERE p.sha256 = @photoSha256 AND r.recipe_sha256 = @recipe ORDER BY r.id DESC`,
  );
  const insert = connection.prepare(
    `INSERT INTO results (photo_id, translator_sha256, parameters, recipe_sha256, parent_id, output_path,
      output_sha256, created_ms)
    VALUES (@photoId, @translatorSha256, @parameters, @recipe, @parentId, @outputPath, @outputSha256, @createdMs)`,
  );
  return {
    addResult: (result) =>
      connection.transaction(() => {
        const parameters = JSON.stringify(result.parameters);
        const row = { ...result, parameters, recipe: recipeSha256(result), createdMs: Date.now() };
        return fromRow(byId.get({ id: insert.run(row).id })!); // just inserted
      }),
    results: (photoId) => byPhoto.all({ photoId }).map(fromRow),
    findResults: (photoSha256, recipe) =>
      byRecipe.all({ photoSha256, recipe: recipeSha256(recipe) }).map(fromRow),
    resultsOfTranslator: (sha256) => byTranslator.all({ sha256 }).map(fromRow),
  };
}

function fromRow(row: StoredResult): ResultRow {
  return { ...row, parameters: JSON.parse(row.parameters) as Record<string, unknown> };
}
