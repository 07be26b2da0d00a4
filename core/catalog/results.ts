import type { Direction } from '../contract/events.ts';
import type { Connection } from './connection.ts';
import type { NewResult, ResultRow } from './photos.ts';
import { recipeSha256, type Recipe } from './recipe-sha256.ts';

/** A result that the window made: it lies in the library and belongs to its photo's history. */
export interface NewLibraryResult extends NewResult {
  readonly styleName: string;
  readonly direction: Direction;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly seconds: number;
}

export interface LibraryResult extends Omit<NewLibraryResult, 'seconds'>, ResultRow {
  readonly seconds: number | null;
  readonly trashedMs: number | null;
}

/** The results in the photos' histories. */
export interface Results {
  /** Records a result whose file is whole on the disk. It is in the trash until `place` takes it out. */
  add(result: NewLibraryResult): LibraryResult;
  get(id: number): LibraryResult | undefined;
  /** A photo's history, oldest first, without what is in the trash. */
  ofPhoto(photoId: number): readonly LibraryResult[];
  /** What a recipe has already made of a photo, in its history or in the trash; the newest. */
  known(photoId: number, recipe: Recipe): LibraryResult | undefined;
  /** How many results in histories these translators made. */
  count(translators: readonly string[]): number;
  /** Puts a result into its photo's history or the trash, and says which one the photo shows; returns which it showed. */
  place(id: number, isThere: boolean, shown: number | null): number | null;
  /** Which result a photo shows; null for the original. */
  shownOf(photoId: number): number | null;
}

interface StoredResult extends Omit<LibraryResult, 'parameters'> {
  readonly parameters: string;
}

const select = `
SELECT id, photo_id AS photoId, translator_sha256 AS translatorSha256, parameters, recipe_sha256 AS recipeSha256,
  parent_id AS parentId, output_path AS outputPath, output_sha256 AS outputSha256, style_name AS styleName, direction,
  width_pixels AS widthPixels, height_pixels AS heightPixels, seconds, trashed_ms AS trashedMs,
  created_ms AS createdMs
FROM results WHERE listed = 1`;

export function resultsIn(connection: Connection): Results {
  const prepare = (rest: string) => connection.prepare<object, StoredResult>(`${select} ${rest}`);
  const byId = prepare('AND id = @id');
  const ofPhoto = prepare('AND photo_id = @photoId AND trashed_ms IS NULL ORDER BY id');
  const known = prepare('AND photo_id = @photoId AND recipe_sha256 = @recipe ORDER BY id DESC');
  const count = connection.prepare<object, { count: number }>(
    `SELECT count(*) AS count FROM results WHERE listed = 1 AND trashed_ms IS NULL
    AND translator_sha256 IN (SELECT value FROM json_each(@translators))`,
  );
  const insert = connection.prepare(
    `INSERT INTO results (photo_id, translator_sha256, parameters, recipe_sha256, parent_id, output_path, output_sha256,
      style_name, run_name, direction, width_pixels, height_pixels, seconds, listed, trashed_ms, created_ms)
    VALUES (@photoId, @translatorSha256, @parameters, @recipe, @parentId, @outputPath, @outputSha256, @styleName,
      coalesce((SELECT r.name FROM translators t JOIN runs r ON r.id = t.run_id WHERE t.sha256 = @translatorSha256), ''),
      @direction, @widthPixels, @heightPixels, @seconds, 1, @createdMs, @createdMs)`,
  );
  const get = (id: number) => {
    const row = byId.get({ id });
    return row && fromRow(row);
  };
  return {
    add(result) {
      const parameters = JSON.stringify(result.parameters);
      const row = { ...result, parameters, recipe: recipeSha256(result), createdMs: Date.now() };
      return get(insert.run(row).id)!; // just inserted
    },
    get,
    ofPhoto: (photoId) => ofPhoto.all({ photoId }).map(fromRow),
    known(photoId, recipe) {
      const row = known.get({ photoId, recipe: recipeSha256(recipe) });
      return row && fromRow(row);
    },
    count: (translators) => count.get({ translators: JSON.stringify(translators) })?.count ?? 0,
    ...placing(connection),
  };
}

function placing(connection: Connection): Pick<Results, 'place' | 'shownOf'> {
  const shown = connection.prepare<object, { shown: number | null }>(
    'SELECT current_result_id AS shown FROM photos WHERE id = @photoId',
  );
  const photoOf = connection.prepare<object, { photoId: number }>(
    'SELECT photo_id AS photoId FROM results WHERE id = @id',
  );
  const setTrashed = connection.prepare('UPDATE results SET trashed_ms = @trashedMs WHERE id = @id');
  const setPhoto = connection.prepare(
    'UPDATE photos SET current_result_id = (SELECT id FROM results WHERE id = @shown) WHERE id = @photoId',
  );
  const shownOf = (photoId: number) => shown.get({ photoId })?.shown ?? null;
  return {
    shownOf,
    place: (id, isThere, nextShown) =>
      connection.transaction(() => {
        const photoId = photoOf.get({ id })?.photoId;
        if (photoId === undefined) return null; // forgotten for good since
        const before = shownOf(photoId);
        setTrashed.run({ id, trashedMs: isThere ? null : Date.now() });
        setPhoto.run({ photoId, shown: nextShown });
        return before;
      }),
  };
}

function fromRow(row: StoredResult): LibraryResult {
  return { ...row, parameters: JSON.parse(row.parameters) as Record<string, unknown> };
}
