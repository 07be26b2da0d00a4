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
}

export interface TranslatorRow extends NewTranslator {
  readonly id: number;
  readonly createdMs: number;
}

export interface Translators {
  /**
   * Records a translator whose file is whole on the disk. The same content is one entry, the first, whatever its
   * name; a file that was written anew at the same path replaces the row of the old content.
   */
  add(translator: NewTranslator): TranslatorRow;
  /** Oldest first. */
  list(): readonly TranslatorRow[];
  /** All of this name, newest first; with `direction` only those. */
  find(name: string, direction?: 'a-to-b' | 'b-to-a'): readonly TranslatorRow[];
  bySha256(sha256: string): TranslatorRow | undefined;
  remove(id: number): void;
}

const columns = `name, file, sha256, run_id AS runId, step, direction, domain_a AS domainA, domain_b AS domainB,
  licence, origin, created_ms AS createdMs`;
const select = `SELECT id, ${columns} FROM translators`;

export function translatorsIn(connection: Connection): Translators {
  const all = connection.prepare<object, TranslatorRow>(`${select} ORDER BY id`);
  const byName = connection.prepare<object, TranslatorRow>(
    `${select} WHERE name = @name AND (@direction IS NULL OR direction = @direction) ORDER BY id DESC`,
  );
  const byHash = connection.prepare<object, TranslatorRow>(`${select} WHERE sha256 = @sha256`);
  const removeFile = connection.prepare('DELETE FROM translators WHERE file = @file');
  const remove = connection.prepare('DELETE FROM translators WHERE id = @id');
  const insert = connection.prepare(
    `INSERT INTO translators (name, file, sha256, run_id, step, direction, domain_a, domain_b, licence, origin,
      created_ms)
    VALUES (@name, @file, @sha256, @runId, @step, @direction, @domainA, @domainB, @licence, @origin, @createdMs)`,
  );
  const bySha256 = (sha256: string) => byHash.get({ sha256 });
  return {
    add: (translator) =>
      connection.transaction(() => {
        const known = bySha256(translator.sha256);
        if (known !== undefined) return known;
        removeFile.run({ file: translator.file });
        insert.run({ ...translator, createdMs: Date.now() });
        return bySha256(translator.sha256)!; // just inserted
      }),
    list: () => all.all({}),
    find: (name, direction) => byName.all({ name, direction: direction ?? null }),
    bySha256,
    remove: (id) => void remove.run({ id }),
  };
}
