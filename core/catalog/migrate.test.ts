import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { listBackups } from './backups.ts';
import { openForTest, runOf } from './catalog-stand-in.ts';
import { connect } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations, type Migration } from './migrations.ts';
import { openCatalog } from './open-catalog.ts';

const addColumn: Migration = {
  name: 'stars',
  sql: 'ALTER TABLE photos ADD COLUMN stars INTEGER NOT NULL DEFAULT 0',
};
const failing: Migration = {
  name: 'failing',
  sql: 'CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1)',
};

/** A library's catalog with one run in it, closed. */
async function filledCatalog(): Promise<string> {
  const path = join(temporaryFolder(), 'catalog.db');
  const catalog = await openCatalog(path);
  catalog.runs.add(runOf('dusk'));
  catalog.close();
  return path;
}

function inspect(path: string): { version: unknown; tables: unknown[]; recorded: unknown[] } {
  const database = new Database(path, { readonly: true });
  const version = database.pragma('user_version', { simple: true });
  const tables = database.prepare('SELECT name FROM sqlite_schema WHERE name = ?').pluck().all('half');
  const recorded = database.prepare('SELECT name FROM migrations ORDER BY version').pluck().all();
  database.close();
  return { version, tables, recorded };
}

describe('migrations, S-58', () => {
  test('a catalog of a newer program is refused in a sentence and not touched', async () => {
    const path = await filledCatalog();
    (await openCatalog(path, { migrations: [...migrations, addColumn] })).close();
    const before = readFileSync(path);
    const opening = openCatalog(path);
    await expect(opening).rejects.toMatchObject({
      reason: 'newer-catalog',
      details: { found: 2, newest: 1 },
    });
    await expect(opening).rejects.toThrow(
      'was made by a newer Diptych (schema 2; this one knows 1). Update Diptych.',
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a failing migration leaves the content and the version unchanged', async () => {
    const path = await filledCatalog();
    const before = inspect(path);
    await expect(openCatalog(path, { migrations: [...migrations, failing] })).rejects.toThrow('nowhere');
    expect(inspect(path)).toEqual(before);
    expect((await openForTest(path)).runs.find('dusk')).toBeDefined();
  });

  test('what succeeded before a failing one stays, with its own record', async () => {
    const path = await filledCatalog();
    await expect(openCatalog(path, { migrations: [...migrations, addColumn, failing] })).rejects.toThrow(
      'nowhere',
    );
    expect(inspect(path)).toEqual({ version: 2, tables: [], recorded: ['catalog', 'stars'] });
  });

  test('before a migration there is a backup of the old schema', async () => {
    const path = await filledCatalog();
    (await openCatalog(path, { migrations: [...migrations, addColumn] })).close();
    const [newest] = await listBackups(path);
    expect(newest?.schemaVersion).toBe(1);
    expect(inspect(newest!.path)).toMatchObject({ version: 1, recorded: ['catalog'] });
  });

  test('a migration keeps the data', async () => {
    const path = await filledCatalog();
    const catalog = await openForTest(path, { migrations: [...migrations, addColumn] });
    expect(catalog.runs.find('dusk')).toMatchObject(runOf('dusk'));
  });

  test('one that another process has done meanwhile is not done again', () => {
    const path = join(temporaryFolder(), 'catalog.db');
    const [first, second] = [connect(path), connect(path)];
    migrate(first, migrations);
    migrate(second, migrations);
    expect(inspect(path)).toMatchObject({ version: 1, recorded: ['catalog'] });
    first.close();
    second.close();
  });
});
