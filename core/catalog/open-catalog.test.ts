import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { filledCatalog, newPath, openForTest, overwritePages } from './catalog-stand-in.ts';
import { openCatalog } from './open-catalog.ts';

describe('a damaged catalog, S-55', () => {
  test('a file of garbage is damaged and stays as it is', async () => {
    const path = await filledCatalog();
    writeFileSync(path, 'garbage '.repeat(1000));
    await expect(openCatalog(path)).rejects.toMatchObject({ reason: 'damaged-catalog' });
    expect(readFileSync(path, 'utf8')).toBe('garbage '.repeat(1000));
  });

  test('overwritten pages are found, with what is wrong', async () => {
    const path = await filledCatalog();
    overwritePages(path);
    const error = await openCatalog(path).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ reason: 'damaged-catalog' });
    expect(error).toHaveProperty('details.faults.0');
  });

  test('a file cut short is damaged', async () => {
    const path = await filledCatalog();
    writeFileSync(path, readFileSync(path).subarray(0, 20_000));
    await expect(openCatalog(path)).rejects.toMatchObject({ reason: 'damaged-catalog' });
  });

  test('an empty file is damaged when a log of changes lies beside it, and the log stays', async () => {
    const path = newPath();
    (await openCatalog(path)).close();
    writeFileSync(path, '');
    writeFileSync(`${path}-wal`, 'changes');
    rmSync(join(dirname(path), 'backups'), { recursive: true });
    const details = { state: 'empty' };
    await expect(openCatalog(path)).rejects.toMatchObject({ reason: 'damaged-catalog', details });
    expect(readFileSync(`${path}-wal`, 'utf8')).toBe('changes');
  });

  test.each([
    ['empty', (path: string) => writeFileSync(path, '')],
    ['missing', (path: string) => rmSync(path)],
  ])('an %s file is damaged when there are backups, which are named', async (state, spoil) => {
    const path = await filledCatalog();
    spoil(path);
    const error = await openCatalog(path).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ reason: 'damaged-catalog', details: { state } });
    expect(error).toHaveProperty('details.backups.length', 1);
  });

  test("another program's SQLite file is refused and not touched", async () => {
    const path = join(temporaryFolder(), 'catalog.db');
    const foreign = new Database(path);
    foreign.exec('CREATE TABLE songs (title TEXT)');
    foreign.close();
    const before = readFileSync(path);
    await expect(openCatalog(path)).rejects.toThrow("not Diptych's catalog");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('an empty file without a log or backups is a new catalog', async () => {
    const path = join(temporaryFolder(), 'catalog.db');
    writeFileSync(path, '');
    expect((await openForTest(path)).runs.list()).toEqual([]);
  });
});

describe('an open catalog', () => {
  test('has the settings that survive kills', async () => {
    const path = newPath();
    await openForTest(path);
    const database = new Database(path, { readonly: true });
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
  });

  test('was checked when it is small', async () => {
    expect((await openForTest(await filledCatalog())).isChecked).toBe(true);
  });

  test('leaves one file and its backup when it is closed', async () => {
    const path = await filledCatalog();
    expect(readdirSync(dirname(path)).sort()).toEqual(['backups', 'catalog.db']);
  });
});
