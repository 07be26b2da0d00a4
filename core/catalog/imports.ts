import type { Failure } from '../contract/procedure.ts';
import type { Connection } from './connection.ts';
import type { LibraryChange } from './library-changes.ts';
import { nameKey, nameMark } from './photo-names.ts';
import type { NewPhoto, PhotoPlace } from './photos.ts';

/** A photo whose file was read from its first byte to its last. */
export interface ReadPhoto extends NewPhoto {
  readonly name: string;
  readonly place: PhotoPlace;
  readonly format: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly camera: string | null;
  readonly colourProfile: string | null;
  /** The keywords in the file. */
  readonly tags: readonly string[];
  readonly takenMs: number;
}

export interface ImportRow {
  readonly id: number;
  readonly createdMs: number;
  readonly added: number;
  readonly duplicates: number;
  readonly unreadable: number;
  readonly notPhotos: number;
  readonly isUndone: boolean;
  readonly isFinished: boolean;
  /** The first hundred. */
  readonly problems: readonly ImportProblem[];
}

export interface ImportProblem {
  readonly name: string;
  readonly failure: Failure;
}

/** What happened to a photo that was to be added. */
export type Added =
  | { readonly id: number; readonly outcome: 'new' | 'revived' }
  /** The library has its content: already from this import, which was begun before, or from elsewhere. */
  | { readonly id: number; readonly outcome: 'here' | 'duplicate' };

/** What of a photo lies on the disk. */
export interface PhotoFile {
  readonly path: string;
  readonly place: PhotoPlace;
  readonly sha256: string;
}

export interface Imports {
  add(): number;
  get(id: number): ImportRow | undefined;
  /** Newest first, without those that added nothing and still run. */
  list(): readonly ImportRow[];
  /** Adds photos in one transaction. One that was taken out of the library comes back as the row that it was. */
  addPhotos(importId: number, photos: readonly ReadPhoto[]): readonly Added[];
  photoIds(importId: number): readonly number[];
  /** Says what came of it, and that it is done. */
  finish(importId: number, counts: ImportCounts): void;
  /** What takes an import back, and what does it again. */
  effect(importId: number): {
    readonly undo: readonly LibraryChange[];
    readonly redo: readonly LibraryChange[];
  };
  /** Forgets an import and the photos that it brought, and returns these. */
  remove(importId: number): readonly PhotoFile[];
}

export type ImportCounts = Pick<ImportRow, 'added' | 'duplicates' | 'unreadable' | 'notPhotos' | 'problems'>;

interface StoredImport extends Omit<ImportRow, 'isUndone' | 'isFinished' | 'problems'> {
  readonly undone: number;
  readonly finished: number;
  readonly problems: string;
}

const select = `
SELECT id, created_ms AS createdMs, added, duplicates, unreadable, not_photos AS notPhotos, problems, undone, finished
FROM imports`;

export function importsIn(connection: Connection): Imports {
  const byId = connection.prepare<object, StoredImport>(`${select} WHERE id = @id`);
  const all = connection.prepare<object, StoredImport>(`${select} WHERE finished = 1 ORDER BY id DESC`);
  const insert = connection.prepare('INSERT INTO imports (created_ms) VALUES (@createdMs)');
  const finish = connection.prepare(
    `UPDATE imports SET added = @added, duplicates = @duplicates, unreadable = @unreadable, not_photos = @notPhotos,
      problems = @problems, finished = 1
    WHERE id = @id`,
  );
  const photoIds = connection.prepare<object, { id: number }>(
    'SELECT id FROM photos WHERE import_id = @id ORDER BY id',
  );
  const idsOf = (id: number) => photoIds.all({ id }).map((row) => row.id);
  return {
    add: () => insert.run({ createdMs: Date.now() }).id,
    get: (id) => {
      const row = byId.get({ id });
      return row && fromRow(row);
    },
    list: () => all.all({}).map(fromRow),
    addPhotos: photoAdder(connection),
    photoIds: idsOf,
    finish: (id, { problems, ...counts }) =>
      void finish.run({ id, ...counts, problems: JSON.stringify(problems) }),
    ...taker(connection, idsOf),
  };
}

interface Known {
  readonly id: number;
  readonly listed: number;
  readonly trashedMs: number | null;
  readonly importId: number | null;
}

function photoAdder(connection: Connection): Imports['addPhotos'] {
  const known = 'SELECT id, listed, trashed_ms AS trashedMs, import_id AS importId FROM photos';
  const inGrid = connection.prepare<object, Known>(
    `${known} WHERE sha256 = @sha256 AND listed = 1 AND trashed_ms IS NULL ORDER BY id LIMIT 1`,
  );
  const atPath = connection.prepare<object, Known>(`${known} WHERE sha256 = @sha256 AND path = @path`);
  const insert = connection.prepare(
    `INSERT INTO photos (path, sha256, size_bytes, created_ms, name, name_key, name_mark, place, import_id, format,
      width_pixels, height_pixels, camera, colour_profile, tags, taken_ms, taken_year, listed)
    VALUES (@path, @sha256, @sizeBytes, @createdMs, @name, @nameKey, @nameMark, @place, @importId, @format,
      @widthPixels, @heightPixels, @camera, @colourProfile, @tags, @takenMs, @takenYear, 1)`,
  );
  const revive = connection.prepare(
    `UPDATE photos SET name = @name, name_key = @nameKey, name_mark = @nameMark, place = @place, import_id = @importId,
      format = @format, width_pixels = @widthPixels, height_pixels = @heightPixels, camera = @camera,
      colour_profile = @colourProfile, tags = @tags, taken_ms = @takenMs, taken_year = @takenYear, listed = 1,
      trashed_ms = NULL, missing = 0
    WHERE id = @id`,
  );
  const setTags = connection.prepare('UPDATE photos SET tags = @tags WHERE id = @id AND tags <> @tags');
  const remember = connection.prepare(
    `UPDATE imports SET revived = json_insert(revived, '$[#]', json(@before)) WHERE id = @importId`,
  );
  const addOne = (importId: number, photo: ReadPhoto): Added => {
    const there = inGrid.get({ sha256: photo.sha256 });
    const tags = JSON.stringify(photo.tags);
    if (there !== undefined) {
      setTags.run({ id: there.id, tags }); // one that an older version read has none
      return { id: there.id, outcome: there.importId === importId ? 'here' : 'duplicate' };
    }
    const { name, takenMs } = photo;
    const row = {
      ...photo,
      tags,
      importId,
      nameKey: nameKey(name),
      nameMark: nameMark(name),
      takenYear: yearOf(takenMs),
    };
    const before = atPath.get({ sha256: photo.sha256, path: photo.path });
    if (before === undefined) return { id: insert.run({ ...row, createdMs: Date.now() }).id, outcome: 'new' };
    remember.run({ importId, before: JSON.stringify(before) });
    const { path: _path, sha256: _sha256, sizeBytes: _sizeBytes, ...values } = row;
    revive.run({ ...values, id: before.id });
    return { id: before.id, outcome: 'revived' };
  };
  return (importId, photos) => connection.transaction(() => photos.map((photo) => addOne(importId, photo)));
}

/** As a calendar on the wall says: in the time zone of this computer. */
function yearOf(takenMs: number): number {
  return new Date(takenMs).getFullYear();
}

function taker(connection: Connection, idsOf: (id: number) => number[]): Pick<Imports, 'effect' | 'remove'> {
  const find = connection.prepare<object, { revived: string }>('SELECT revived FROM imports WHERE id = @id');
  const files = connection.prepare<object, PhotoFile>(
    'SELECT path, place, sha256 FROM photos WHERE import_id = @id',
  );
  const removePhotos = connection.prepare('DELETE FROM photos WHERE import_id = @id');
  const remove = connection.prepare('DELETE FROM imports WHERE id = @id');
  const restore = connection.prepare(
    'UPDATE photos SET listed = @listed, trashed_ms = @trashedMs, import_id = @importId WHERE id = @id',
  );
  const revivedBy = (id: number) => JSON.parse(find.get({ id })?.revived ?? '[]') as Known[];
  return {
    effect(importId) {
      const revived = revivedBy(importId);
      const wereThere = new Set(revived.map(({ id }) => id));
      const ids = idsOf(importId);
      const fresh = ids.filter((id) => !wereThere.has(id));
      const back = revived.map(({ id, ...values }): LibraryChange => ({ what: 'photos', ids: [id], values }));
      return {
        undo: [
          { what: 'photos', ids: fresh, values: { listed: 0 } },
          ...back,
          { what: 'import', id: importId, isUndone: true },
        ],
        redo: [
          { what: 'import', id: importId, isUndone: false },
          { what: 'photos', ids, values: { listed: 1, trashedMs: null, importId } },
        ],
      };
    },
    remove: (id) =>
      connection.transaction(() => {
        for (const row of revivedBy(id)) restore.run({ ...row });
        const removed = files.all({ id });
        removePhotos.run({ id });
        remove.run({ id });
        return removed;
      }),
  };
}

function fromRow({ undone, finished, problems, ...row }: StoredImport): ImportRow {
  return {
    ...row,
    isUndone: undone === 1,
    isFinished: finished === 1,
    problems: JSON.parse(problems) as ImportProblem[],
  };
}
