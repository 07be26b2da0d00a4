import type { Connection, Query } from './connection.ts';

/** What can be set of photos and taken back. */
export interface PhotoValues {
  readonly stars?: number;
  readonly rejected?: number;
  readonly trashedMs?: number | null;
  readonly listed?: number;
  readonly importId?: number | null;
  readonly currentResultId?: number | null;
  readonly path?: string;
  readonly place?: string;
  readonly missing?: number;
  readonly problem?: string | null;
}

/** One change of the library; what it names and is not there any more is passed over. */
export type LibraryChange =
  | { readonly what: 'photos'; readonly ids: readonly number[]; readonly values: PhotoValues }
  | { readonly what: 'import'; readonly id: number; readonly isUndone: boolean }
  /** Null takes an album away that holds no photos any more. */
  | {
      readonly what: 'album';
      readonly id: number;
      readonly album: { readonly name: string; readonly createdMs: number } | null;
    }
  | {
      readonly what: 'album-photos';
      readonly id: number;
      readonly ids: readonly number[];
      readonly isIn: boolean;
    }
  | { readonly what: 'result'; readonly id: number; readonly trashedMs: number | null };

export interface LibraryChanges {
  /** Makes the changes in their order, in one transaction; returns those that put everything back. */
  apply(changes: readonly LibraryChange[]): readonly LibraryChange[];
  /** Whether all that they name is gone for good; an import without its photos is nothing. */
  areVoid(changes: readonly LibraryChange[]): boolean;
}

type Change<What extends LibraryChange['what']> = Extract<LibraryChange, { what: What }>;
type Apply<What extends LibraryChange['what']> = (change: Change<What>) => readonly LibraryChange[];

export function libraryChangesIn(connection: Connection): LibraryChanges {
  const kinds: { readonly [What in LibraryChange['what']]: Apply<What> } = {
    photos: photosChange(connection),
    import: importChange(connection),
    album: albumChange(connection),
    'album-photos': albumPhotosChange(connection),
    result: resultChange(connection),
  };
  const applyOne = (change: LibraryChange) => {
    const apply: unknown = kinds[change.what]; // each takes the changes of its own name
    return (apply as (change: LibraryChange) => readonly LibraryChange[])(change);
  };
  return {
    apply: (changes) => connection.transaction(() => changes.map(applyOne).reverse().flat()),
    areVoid: areVoidIn(connection),
  };
}

function areVoidIn(connection: Connection): LibraryChanges['areVoid'] {
  const finder = (sql: string) => {
    const query = connection.prepare<object, { found: number }>(`SELECT EXISTS (${sql}) AS found`);
    return (parameters: object) => query.get(parameters)!.found === 1;
  };
  const hasPhotos = finder('SELECT 1 FROM photos WHERE id IN (SELECT value FROM json_each(@ids))');
  const hasAlbum = finder('SELECT 1 FROM albums WHERE id = @id');
  const hasResult = finder('SELECT 1 FROM results WHERE id = @id');
  const isVoid = (change: LibraryChange): boolean => {
    switch (change.what) {
      case 'photos':
        return !hasPhotos({ ids: JSON.stringify(change.ids) });
      case 'album-photos':
        return !hasAlbum({ id: change.id }) || !hasPhotos({ ids: JSON.stringify(change.ids) });
      case 'album':
        return change.album === null && !hasAlbum({ id: change.id }); // a name makes it again
      case 'result':
        return !hasResult({ id: change.id });
      case 'import':
        return true;
    }
  };
  return (changes) => changes.every(isVoid);
}

const columns: Readonly<Record<keyof PhotoValues, string>> = {
  stars: 'stars',
  rejected: 'rejected',
  trashedMs: 'trashed_ms',
  listed: 'listed',
  importId: 'import_id',
  currentResultId: 'current_result_id',
  path: 'path',
  place: 'place',
  missing: 'missing',
  problem: 'problem',
};

function photosChange(connection: Connection): Apply<'photos'> {
  const prepared = new Map<string, PhotoStatements>();
  return ({ ids, values }) => {
    const names = Object.keys(values) as (keyof PhotoValues)[];
    const key = names.join();
    const { before, set } = prepared.get(key) ?? photoStatements(connection, names);
    prepared.set(key, { before, set });
    const these = { ids: JSON.stringify(ids) };
    const rows = before.all(these);
    set.run({ ...these, ...values });
    return grouped(rows);
  };
}

interface PhotoStatements {
  readonly before: Query<object, { readonly id: number } & PhotoValues>;
  readonly set: Query<object, never>;
}

function photoStatements(connection: Connection, names: readonly (keyof PhotoValues)[]): PhotoStatements {
  const these = 'WHERE id IN (SELECT value FROM json_each(@ids))';
  const before = names.map((name) => `${columns[name]} AS ${name}`).join(', ');
  const set = names.map((name) => `${columns[name]} = ${valueOf(name)}`).join(', ');
  return {
    before: connection.prepare(`SELECT id, ${before} FROM photos ${these}`),
    set: connection.prepare(`UPDATE photos SET ${set} ${these}`),
  };
}

/** A result that has been removed for good meanwhile cannot be shown again. */
function valueOf(name: keyof PhotoValues): string {
  return name === 'currentResultId' ? '(SELECT id FROM results WHERE id = @currentResultId)' : `@${name}`;
}

/** Photos with the same values are one change. */
function grouped(rows: readonly ({ readonly id: number } & PhotoValues)[]): readonly LibraryChange[] {
  const groups = new Map<string, { ids: number[]; values: PhotoValues }>();
  for (const { id, ...values } of rows) {
    const key = JSON.stringify(values);
    const group = groups.get(key) ?? { ids: [], values };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ what: 'photos', ...group }));
}

function importChange(connection: Connection): Apply<'import'> {
  const find = connection.prepare<object, { undone: number }>('SELECT undone FROM imports WHERE id = @id');
  const set = connection.prepare('UPDATE imports SET undone = @undone WHERE id = @id');
  return ({ id, isUndone }) => {
    const before = find.get({ id });
    set.run({ id, undone: Number(isUndone) });
    return before === undefined ? [] : [{ what: 'import', id, isUndone: before.undone === 1 }];
  };
}

function albumChange(connection: Connection): Apply<'album'> {
  const find = connection.prepare<object, { name: string; createdMs: number }>(
    'SELECT name, created_ms AS createdMs FROM albums WHERE id = @id',
  );
  const put = connection.prepare(
    `INSERT INTO albums (id, name, created_ms) VALUES (@id, @name, @createdMs)
    ON CONFLICT (id) DO UPDATE SET name = @name, created_ms = @createdMs`,
  );
  const remove = connection.prepare('DELETE FROM albums WHERE id = @id');
  return ({ id, album }) => {
    const before = find.get({ id }) ?? null;
    if (album === null) remove.run({ id });
    else put.run({ id, ...album });
    return [{ what: 'album', id, album: before }];
  };
}

function albumPhotosChange(connection: Connection): Apply<'album-photos'> {
  const these = 'SELECT value FROM json_each(@ids)';
  const inside = connection.prepare<object, { id: number }>(
    `SELECT photo_id AS id FROM album_photos WHERE album_id = @id AND photo_id IN (${these})`,
  );
  const add = connection.prepare(
    `INSERT INTO album_photos (album_id, photo_id)
    SELECT @id, id FROM photos WHERE id IN (${these}) AND EXISTS (SELECT 1 FROM albums WHERE id = @id)
    ON CONFLICT DO NOTHING`,
  );
  const remove = connection.prepare(
    `DELETE FROM album_photos WHERE album_id = @id AND photo_id IN (${these})`,
  );
  return ({ id, ids, isIn }) => {
    const parameters = { id, ids: JSON.stringify(ids) };
    const were = inside.all(parameters).map((row) => row.id);
    (isIn ? add : remove).run(parameters);
    const known = new Set(were);
    const changed = isIn ? ids.filter((photoId) => !known.has(photoId)) : were;
    return [{ what: 'album-photos', id, ids: changed, isIn: !isIn }];
  };
}

function resultChange(connection: Connection): Apply<'result'> {
  const find = connection.prepare<object, { trashedMs: number | null }>(
    'SELECT trashed_ms AS trashedMs FROM results WHERE id = @id',
  );
  const set = connection.prepare('UPDATE results SET trashed_ms = @trashedMs WHERE id = @id');
  return ({ id, trashedMs }) => {
    const before = find.get({ id });
    set.run({ id, trashedMs });
    return before === undefined ? [] : [{ what: 'result', id, trashedMs: before.trashedMs }];
  };
}
