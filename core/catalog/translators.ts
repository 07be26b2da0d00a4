import type { Connection } from './connection.ts';

export interface NewTranslator {
  /** What people call it; several translators may have the same name. */
  readonly name: string;
  /** Absolute, or relative to the catalog's folder. */
  readonly file: string;
  readonly sha256: string;
  readonly runId: number | null;
  readonly step: number | null;
  readonly direction: 'a-to-b' | 'b-to-a';
  readonly domainA: string;
  readonly domainB: string;
  readonly licence: string;
  readonly origin: 'trained' | 'imported' | 'bundled';
  /** The style that it is part of: the one of the file it replaces or of its name, made where there is none, when absent. */
  readonly styleId?: number;
}

export interface TranslatorRow extends NewTranslator {
  readonly id: number;
  readonly styleId: number;
  readonly createdMs: number;
}

export interface Translators {
  /**
   * Records a translator whose file is whole on the disk. The same content is one entry, the first, whatever its
   * name; a file that was written anew at the same path replaces the row of the old content.
   */
  add(translator: NewTranslator): TranslatorRow;
  /** Oldest first; those of styles in the trash too. */
  list(): readonly TranslatorRow[];
  get(id: number): TranslatorRow | undefined;
  /** Of one style, newest first. */
  ofStyle(styleId: number): readonly TranslatorRow[];
  /** All whose style or run is called so and not in the trash, newest first; with `direction` only those. */
  find(name: string, direction?: 'a-to-b' | 'b-to-a'): readonly TranslatorRow[];
  bySha256(sha256: string): TranslatorRow | undefined;
  /** Its file lies elsewhere now. */
  relocate(id: number, file: string): void;
  remove(id: number): void;
}

const select = `
SELECT t.id, t.name, t.file, t.sha256, t.run_id AS runId, t.step, t.direction, t.domain_a AS domainA,
  t.domain_b AS domainB, t.licence, t.origin, t.style_id AS styleId, t.created_ms AS createdMs
FROM translators t`;

export function translatorsIn(connection: Connection): Translators {
  const prepare = (rest: string) => connection.prepare<object, TranslatorRow>(`${select} ${rest}`);
  const all = prepare('ORDER BY t.id');
  const byId = prepare('WHERE t.id = @id');
  const ofStyle = prepare('WHERE t.style_id = @styleId ORDER BY t.id DESC');
  const byName = prepare(
    `JOIN styles s ON s.id = t.style_id LEFT JOIN runs r ON r.id = t.run_id
    WHERE (t.name = @name OR r.name = @name) AND s.trashed_ms IS NULL
      AND (@direction IS NULL OR t.direction = @direction)
    ORDER BY t.name <> @name, t.id DESC`,
  );
  const byHash = prepare('WHERE t.sha256 = @sha256');
  const relocate = connection.prepare('UPDATE translators SET file = @file WHERE id = @id');
  const remove = connection.prepare('DELETE FROM translators WHERE id = @id');
  const add = adderTo(connection);
  const bySha256 = (sha256: string) => byHash.get({ sha256 });
  return {
    add: (translator) =>
      connection.transaction(() => {
        const known = bySha256(translator.sha256);
        if (known !== undefined) return known;
        add(translator);
        return bySha256(translator.sha256)!; // just inserted
      }),
    list: () => all.all({}),
    get: (id) => byId.get({ id }),
    ofStyle: (styleId) => ofStyle.all({ styleId }),
    find: (name, direction) => byName.all({ name, direction: direction ?? null }),
    bySha256,
    relocate: (id, file) => void relocate.run({ id, file }),
    remove: (id) => void remove.run({ id }),
  };
}

interface Part {
  readonly id: number;
  readonly name: string;
}

/** Writes a row in the place of its file's old one, as part of a style. */
function adderTo(connection: Connection): (translator: NewTranslator) => void {
  const styleById = connection.prepare<object, Part>('SELECT id, name FROM styles WHERE id = @id');
  const styleOfFile = connection.prepare<object, Part>(
    `SELECT id, name FROM styles WHERE id = (SELECT style_id FROM translators WHERE file = @file)`,
  );
  const styleOfName = connection.prepare<object, Part>('SELECT id, name FROM styles WHERE name = @name');
  const makeStyle = connection.prepare(
    'INSERT INTO styles (name, origin, licence, created_ms) VALUES (@name, @origin, @licence, @createdMs)',
  );
  const removeFile = connection.prepare('DELETE FROM translators WHERE file = @file');
  const insert = connection.prepare(
    `INSERT INTO translators (name, file, sha256, run_id, step, direction, domain_a, domain_b, licence, origin,
      style_id, created_ms)
    VALUES (@name, @file, @sha256, @runId, @step, @direction, @domainA, @domainB, @licence, @origin, @styleId,
      @createdMs)`,
  );
  return (translator) => {
    const { file, name, origin, licence, styleId } = translator;
    const createdMs = Date.now();
    const style: Part = (styleId !== undefined
      ? styleById.get({ id: styleId })
      : (styleOfFile.get({ file }) ?? styleOfName.get({ name }))) ?? {
      id: makeStyle.run({ name, origin, licence, createdMs }).id,
      name,
    };
    removeFile.run({ file });
    insert.run({ ...translator, name: style.name, styleId: style.id, createdMs });
  };
}
