import type { Connection } from './connection.ts';

export type NamedFileKind = 'photo' | 'result' | 'translator' | 'checkpoint';

/** A file or folder that the catalog names. */
export interface NamedFile {
  readonly id: number;
  /** Absolute, below the library, or below what ships with the app. */
  readonly path: string;
  /** 1 for what ships with the app. */
  readonly isBundled: 0 | 1;
  /** What its content was, where that is to be compared. */
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  /** What a person knows it by: the photo's name, a style's; null where that is its path. */
  readonly title: string | null;
  /** The style that made it, of results. */
  readonly style: string | null;
}

/** Every file that the catalog names, a page at a time, to compare it with the disk. */
export interface NamedFiles {
  count(kind: NamedFileKind): number;
  /** In the order of their ids, after `afterId`; what is in the trash of results is not looked at. */
  page(kind: NamedFileKind, afterId: number, limit: number): readonly NamedFile[];
  /** Whether a result or a translator lies at this path, as the catalog writes it. */
  isNamed(kind: 'result' | 'translator', path: string): boolean;
  /** Photos in the grid whose content another one there has too, but for the one with the most results and stars. */
  duplicates(limit: number): readonly { readonly id: number; readonly name: string }[];
}

const sources: Readonly<Record<NamedFileKind, string>> = {
  photo: `SELECT id, path, place = 'sample' AS isBundled, NULL AS sha256, size_bytes AS sizeBytes,
    CASE place WHEN 'linked' THEN NULL ELSE nullif(name, '') END AS title, NULL AS style
    FROM photos WHERE listed = 1 AND missing = 0`,
  result: `SELECT id, output_path AS path, 0 AS isBundled, output_sha256 AS sha256, NULL AS sizeBytes,
    (SELECT nullif(name, '') FROM photos WHERE photos.id = photo_id) AS title, style_name AS style
    FROM results WHERE listed = 1`,
  translator: `SELECT id, file AS path, origin = 'bundled' AS isBundled, sha256, NULL AS sizeBytes,
    (SELECT name FROM styles WHERE styles.id = style_id) AS title, NULL AS style FROM translators`,
  checkpoint: `SELECT id, folder AS path, 0 AS isBundled, NULL AS sha256, NULL AS sizeBytes, NULL AS title, NULL AS style
    FROM checkpoints`,
};

const inUse: Readonly<Partial<Record<NamedFileKind, string>>> = { result: ' AND trashed_ms IS NULL' };

export function namedFilesIn(connection: Connection): NamedFiles {
  return {
    count(kind) {
      const count = connection.prepare<object, { n: number }>(`SELECT count(*) AS n FROM (${sources[kind]})`);
      return count.get({})?.n ?? 0;
    },
    page(kind, afterId, limit) {
      const page = connection.prepare<object, NamedFile>(
        `SELECT * FROM (${sources[kind]}${inUse[kind] ?? ''}) WHERE id > @afterId ORDER BY id LIMIT @limit`,
      );
      return page.all({ afterId, limit });
    },
    isNamed(kind, path) {
      const found = connection.prepare<object, { id: number }>(
        `SELECT id FROM (${sources[kind]}) WHERE path = @path LIMIT 1`,
      );
      return found.get({ path }) !== undefined;
    },
    duplicates(limit) {
      const rest = connection.prepare<object, { id: number; name: string }>(
        `WITH same AS MATERIALIZED (SELECT sha256 FROM photos GROUP BY sha256 HAVING count(*) > 1)
        SELECT id, coalesce(nullif(name, ''), path) AS name FROM (
          SELECT id, name, path, row_number() OVER (PARTITION BY sha256 ORDER BY results DESC, stars DESC, id) AS place
          FROM photos WHERE sha256 IN (SELECT sha256 FROM same) AND shelf = 1
        ) WHERE place > 1 ORDER BY id LIMIT @limit`,
      );
      return rest.all({ limit });
    },
  };
}
