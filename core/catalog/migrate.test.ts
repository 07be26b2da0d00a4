import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { listBackups } from './backups.ts';
import { hashOf, openForTest, runOf, translatorOf } from './catalog-stand-in.ts';
import { connect } from './connection.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migration.ts';
import { migrations } from './migrations.ts';
import { openCatalog } from './open-catalog.ts';

const ours = ['catalog', 'studio', 'search'];
const addColumn: Migration = {
  name: 'moods',
  sql: 'ALTER TABLE photos ADD COLUMN mood INTEGER NOT NULL DEFAULT 0',
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

/** A closed catalog as the first schema held it: a photo with a result, two translators, a job and a run. */
function firstSchemaCatalog(): string {
  const path = join(temporaryFolder(), 'catalog.db');
  const connection = connect(path);
  migrate(connection, migrations.slice(0, 1));
  connection.execute(`
    INSERT INTO photos (path, sha256, size_bytes, created_ms) VALUES ('/photos/1.jpg', '${hashOf(1)}', 5, 1000);
    INSERT INTO results (photo_id, translator_sha256, parameters, recipe_sha256, output_path, output_sha256, created_ms)
      VALUES (1, '${hashOf(9)}', '{"strength":1}', '${hashOf(3)}', '/out/1.jpg', '${hashOf(4)}', 1001);
    INSERT INTO jobs (kind, state, payload, progress, created_ms, changed_ms, changed_sequence)
      VALUES ('translate', 'interrupted', '{}', 0.5, 1002, 1002, 1);
    INSERT INTO runs (name, method, options, folder, state, step, steps, created_ms, changed_ms, changed_sequence)
      VALUES ('dusk', 'cyclegan', '{"size":128,"lambdaCycle":10}', 'runs/dusk', 'paused', 3, 300, 1003, 1003, 2);
    INSERT INTO translators (name, file, sha256, step, direction, domain_a, domain_b, licence, origin, created_ms)
      VALUES ('dusk', 'translators/dusk-9.onnx', '${hashOf(9)}', 300, 'a-to-b', 'day', 'dusk', 'MIT', 'trained', 1),
        ('dusk', 'translators/dusk-8.onnx', '${hashOf(8)}', 300, 'a-to-b', 'day', 'dusk', 'MIT', 'trained', 2);
  `);
  connection.close();
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
      details: { found: 4, newest: 3 },
    });
    await expect(opening).rejects.toThrow(
      'was made by a newer Diptych (schema 4; this one knows 3). Update Diptych.',
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
    expect(inspect(path)).toEqual({ version: 4, tables: [], recorded: [...ours, 'moods'] });
  });

  test('before a migration there is a backup of the old schema', async () => {
    const path = await filledCatalog();
    (await openCatalog(path, { migrations: [...migrations, addColumn] })).close();
    const [newest] = await listBackups(path);
    expect(newest?.schemaVersion).toBe(3);
    expect(inspect(newest!.path)).toMatchObject({ version: 3, recorded: ours });
  });

  test('a migration keeps the data', async () => {
    const path = await filledCatalog();
    const catalog = await openForTest(path, { migrations: [...migrations, addColumn] });
    expect(catalog.runs.find('dusk')).toMatchObject(runOf('dusk'));
  });

  test('a library of the first schema keeps its photos, results, translators and jobs', async () => {
    const path = firstSchemaCatalog();
    const catalog = await openForTest(path);
    expect(catalog.photos.list()).toMatchObject([{ id: 1, path: '/photos/1.jpg', sha256: hashOf(1) }]);
    expect(catalog.photos.results(1)).toMatchObject([
      { translatorSha256: hashOf(9), outputPath: '/out/1.jpg' },
    ]);
    expect(catalog.translators.list()).toMatchObject([translatorOf('dusk', 9), translatorOf('dusk', 8)]);
    expect(catalog.jobs.list()).toMatchObject([{ kind: 'translate', state: 'interrupted' }]);
    expect(catalog.runs.find('dusk')).toMatchObject(runOf('dusk'));
    expect(catalog.faults()).toEqual([]);
  });

  test('what only the command line translated does not appear in the grid of an upgraded library', async () => {
    const path = firstSchemaCatalog();
    (await openCatalog(path)).close();
    const database = new Database(path, { readonly: true });
    const shelves = database.prepare('SELECT shelf, results FROM photos').all();
    const styles = database.prepare('SELECT name, origin FROM styles').all();
    const loose = database.prepare('SELECT count(*) FROM translators WHERE style_id IS NULL').pluck().get();
    database.close();
    expect(shelves).toEqual([{ shelf: 0, results: 0 }]);
    expect(styles).toEqual([{ name: 'dusk', origin: 'trained' }]); // two translators, one style
    expect(loose).toBe(0);
  });

  test('one that another process has done meanwhile is not done again', () => {
    const path = join(temporaryFolder(), 'catalog.db');
    const [first, second] = [connect(path), connect(path)];
    migrate(first, migrations);
    migrate(second, migrations);
    expect(inspect(path)).toMatchObject({ version: 3, recorded: ours });
    first.close();
    second.close();
  });
});
