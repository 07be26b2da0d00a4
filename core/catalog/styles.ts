import type { Connection } from './connection.ts';

export interface NewStyle {
  /** No other style's. */
  readonly name: string;
  readonly method: string;
  readonly origin: 'trained' | 'imported' | 'bundled';
  readonly licence: string;
  readonly notes: string;
  /** Which bundled style it is; null for others. */
  readonly bundledKey: string | null;
}

export interface StyleRow extends NewStyle {
  readonly id: number;
  /** As measured on this machine; null until then. */
  readonly megapixelsPerSecond: number | null;
  readonly trashedMs: number | null;
  readonly createdMs: number;
}

/** What a person writes on a style's card. */
export type StyleCardText = Pick<NewStyle, 'licence' | 'notes'>;

/** Translators with a name and a card: what people choose from. */
export interface Styles {
  /** Bundled ones first, then the newest first; either those in the trash or the others. */
  list(options: { readonly isTrashed: boolean }): readonly StyleRow[];
  get(id: number): StyleRow | undefined;
  byName(name: string): StyleRow | undefined;
  byBundledKey(key: string): StyleRow | undefined;
  add(style: NewStyle): StyleRow;
  /** Its translators are called the same. */
  rename(id: number, name: string): void;
  setCard(id: number, card: StyleCardText): void;
  setMethod(id: number, method: string): void;
  setSpeed(id: number, megapixelsPerSecond: number): void;
  /** Null takes it out of the trash. */
  setTrashed(id: number, trashedMs: number | null): void;
  remove(id: number): void;
}

const select = `
SELECT id, name, method, origin, licence, notes, bundled_key AS bundledKey,
  megapixels_per_second AS megapixelsPerSecond, trashed_ms AS trashedMs, created_ms AS createdMs
FROM styles`;

export function stylesIn(connection: Connection): Styles {
  return { ...finding(connection), ...changing(connection) };
}

type Finding = 'list' | 'get' | 'byName' | 'byBundledKey';

function finding(connection: Connection): Pick<Styles, Finding> {
  const prepare = (rest: string) => connection.prepare<object, StyleRow>(`${select} ${rest}`);
  const all = prepare(
    `WHERE (trashed_ms IS NOT NULL) = @isTrashed ORDER BY bundled_key IS NULL, created_ms DESC, id DESC`,
  );
  const byId = prepare('WHERE id = @id');
  const byName = prepare('WHERE name = @name');
  const byKey = prepare('WHERE bundled_key = @key');
  return {
    list: ({ isTrashed }) => all.all({ isTrashed: Number(isTrashed) }),
    get: (id) => byId.get({ id }),
    byName: (name) => byName.get({ name }),
    byBundledKey: (key) => byKey.get({ key }),
  };
}

function changing(connection: Connection): Omit<Styles, Finding> {
  const insert = connection.prepare(
    `INSERT INTO styles (name, method, origin, licence, notes, bundled_key, created_ms)
    VALUES (@name, @method, @origin, @licence, @notes, @bundledKey, @createdMs)`,
  );
  const rename = connection.prepare('UPDATE styles SET name = @name WHERE id = @id');
  const renameTranslators = connection.prepare('UPDATE translators SET name = @name WHERE style_id = @id');
  const setCard = connection.prepare('UPDATE styles SET licence = @licence, notes = @notes WHERE id = @id');
  const setMethod = connection.prepare('UPDATE styles SET method = @method WHERE id = @id');
  const setSpeed = connection.prepare('UPDATE styles SET megapixels_per_second = @speed WHERE id = @id');
  const setTrashed = connection.prepare('UPDATE styles SET trashed_ms = @trashedMs WHERE id = @id');
  const remove = connection.prepare('DELETE FROM styles WHERE id = @id');
  const { get } = finding(connection);
  return {
    add: (style) => get(insert.run({ ...style, createdMs: Date.now() }).id)!, // just inserted
    rename: (id, name) =>
      connection.transaction(() => {
        rename.run({ id, name });
        renameTranslators.run({ id, name });
      }),
    setCard: (id, { licence, notes }) => void setCard.run({ id, licence, notes }),
    setMethod: (id, method) => void setMethod.run({ id, method }),
    setSpeed: (id, speed) => void setSpeed.run({ id, speed }),
    setTrashed: (id, trashedMs) => void setTrashed.run({ id, trashedMs }),
    remove: (id) => void remove.run({ id }),
  };
}
