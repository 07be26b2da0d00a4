import { CoreError } from '../contract/core-error.ts';
import type { Connection } from './connection.ts';
import type { Migration } from './migration.ts';
import { applicationId } from './migrations.ts';

const recordTable = `
CREATE TABLE IF NOT EXISTS migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied_ms INTEGER NOT NULL
) STRICT`;

/** How many migrations a catalog has had; 0 for a new file. */
export function schemaVersion(connection: Connection): number {
  return Number(connection.pragma('user_version'));
}

/**
 * Brings a catalog to the newest schema, each migration with its record in one transaction; a failing one leaves the
 * catalog as it was before it. Another process may do the same at the same time.
 */
export function migrate(connection: Connection, migrations: readonly Migration[]): void {
  for (const [index, migration] of migrations.entries()) {
    if (schemaVersion(connection) <= index)
      connection.transaction(() => apply(connection, migration, index + 1));
  }
}

/** Refuses what this program cannot understand. Throws 'newer-catalog', 'damaged-catalog' for a foreign file. */
export function checkSchema(connection: Connection, newest: number): void {
  const { path } = connection;
  const version = schemaVersion(connection);
  const tables =
    connection.prepare<object, { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get({})?.n ?? 0;
  if (tables > 0 && Number(connection.pragma('application_id')) !== applicationId)
    throw new CoreError(
      'damaged-catalog',
      `"${path}" is an SQLite file, but not Diptych's catalog. Restore a backup or rebuild the catalog from the files.`,
      { path },
    );
  if (version <= newest) return;
  throw new CoreError(
    'newer-catalog',
    `The catalog "${path}" was made by a newer Diptych (schema ${version}; this one knows ${newest}). Update Diptych.`,
    { path, found: version, newest },
  );
}

function apply(connection: Connection, { name, sql }: Migration, version: number): void {
  if (schemaVersion(connection) >= version) return; // another process was faster
  connection.execute(recordTable);
  connection.execute(sql);
  connection
    .prepare('INSERT INTO migrations VALUES (@version, @name, @appliedMs)')
    .run({ version, name, appliedMs: Date.now() });
  connection.pragma(`application_id = ${applicationId}`);
  connection.pragma(`user_version = ${version}`);
}
