import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { runOnSmallDisk } from '../files/child-process-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { listBackups } from './backups.ts';
import { dateBackup, hashOf, openForTest, runOf } from './catalog-stand-in.ts';
import { openCatalog } from './open-catalog.ts';

const newPath = () => join(temporaryFolder(), 'catalog.db');
const dayMs = 86_400_000;

function photosIn(path: string): unknown {
  const database = new Database(path, { readonly: true });
  const count = database.prepare('SELECT count(*) FROM photos').pluck().get();
  database.close();
  return count;
}

describe('backups, S-57', () => {
  test('a full disk does not keep the catalog from opening, but is reported', ({ skip }) => {
    const printed = runOnSmallDisk(
      temporaryFolder(),
      2 ** 20,
      `import { readdirSync, renameSync, writeFileSync } from 'node:fs';
      import { openCatalog } from './catalog/open-catalog.ts';
      const path = process.argv[1] + '/catalog.db';
      const backups = process.argv[1] + '/backups/';
      (await openCatalog(path)).close();
      const [name] = readdirSync(backups);
      renameSync(backups + name, backups + 'catalog.db-000001-v1-0.db');
      const ballast = process.argv[1] + '/ballast';
      let size = 2 ** 20;
      for (; size > 4096; size -= 4096) try { writeFileSync(ballast, new Uint8Array(size)); break; } catch {}
      writeFileSync(ballast, new Uint8Array(size - 65536));
      const catalog = await openCatalog(path);
      console.log(JSON.stringify({ reasons: catalog.warnings.map(({ reason }) => reason), files: readdirSync(backups) }));`,
    );
    if (printed === undefined) return skip('no small disk can be mounted here');
    expect(JSON.parse(printed)).toEqual({ reasons: ['disk-full'], files: ['catalog.db-000001-v1-0.db'] });
  });

  test('other files in their folder are no backups', async () => {
    const path = newPath();
    await openForTest(path);
    for (const name of ['notes.txt', 'catalog.db-1.db', 'other.db-000009-v1-5.db'])
      writeFileSync(join(dirname(path), 'backups', name), '');
    expect(await listBackups(path)).toHaveLength(1);
  });

  test.each([
    ['an hour old', -dayMs / 24, 1],
    ['a day old', -dayMs, 2],
    ['from the future', dayMs, 2],
  ])('opening when the last backup is %s', async (_when, offsetMs, expected) => {
    const path = newPath();
    (await openCatalog(path)).close();
    await dateBackup(path, Date.now() + offsetMs);
    await openForTest(path);
    expect(await listBackups(path)).toHaveLength(expected);
  });

  test('the ten newest are kept, by number and not by clock', async () => {
    const path = newPath();
    (await openCatalog(path)).close();
    await dateBackup(path, Date.now() + 5 * dayMs);
    const catalog = await openForTest(path);
    for (let count = 0; count < 11; count++) await catalog.backUp();
    const numbers = (await listBackups(path)).map(({ number }) => number);
    expect(numbers).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4]); // 1 + one for the future date + 11
  });

  test('one is made while the catalog is written, and holds a whole state of it', async () => {
    const catalog = await openForTest(newPath());
    const add = (index: number) =>
      catalog.photos.add({ path: `/${index}`, sha256: hashOf(index), sizeBytes: index });
    catalog.transaction(() => {
      for (let index = 0; index < 5000; index++) add(index);
    });
    const backingUp = catalog.backUp();
    for (let index = 5000; index < 5020; index++) {
      add(index);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(photosIn(await backingUp)).toBeGreaterThanOrEqual(5000);
    expect(catalog.photos.list()).toHaveLength(5020);
  });

  test('one is a single file with everything in it', async () => {
    const path = newPath();
    const catalog = await openForTest(path);
    catalog.runs.add(runOf('dusk'));
    const backup = await catalog.backUp();
    expect(readdirSync(dirname(backup))).toHaveLength(2); // the daily one and this
    const database = new Database(backup, { readonly: true });
    expect(database.prepare('SELECT name FROM runs').pluck().all()).toEqual(['dusk']);
    database.close();
  });
});
