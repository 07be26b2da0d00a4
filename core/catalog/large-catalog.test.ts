import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBackups } from './backups.ts';
import { largeCatalog, openForTest, overwritePages } from './catalog-stand-in.ts';

const going = new AbortController().signal;

describe('a large catalog, S-56', () => {
  test('opens unchecked', async () => {
    expect((await openForTest(await largeCatalog())).isChecked).toBe(false);
  });

  test('is backed up while it opens where nobody does so later', async () => {
    const path = await largeCatalog();
    await openForTest(path);
    expect(await listBackups(path)).toHaveLength(2);
  });

  test('whose copy is not sound gets no backup', async () => {
    const path = await largeCatalog();
    overwritePages(path);
    const catalog = await openForTest(path, { defersBackup: true });
    await expect(catalog.backUpIfDue(going)).rejects.toMatchObject({ reason: 'damaged-catalog' });
    expect(await listBackups(path)).toHaveLength(1);
  });

  test('gets no backup where its library is closed meanwhile, and nothing half-written stays', async () => {
    const path = await largeCatalog();
    const catalog = await openForTest(path, { defersBackup: true });
    await expect(catalog.backUpIfDue(AbortSignal.abort())).rejects.toMatchObject({ reason: 'cancelled' });
    expect(readdirSync(join(dirname(path), 'backups'))).toHaveLength(1);
  });

  test('is backed up once it is asked for, and not again on the same day', async () => {
    const path = await largeCatalog();
    const catalog = await openForTest(path, { defersBackup: true });
    expect(await listBackups(path)).toHaveLength(1);
    expect([await catalog.backUpIfDue(going), await catalog.backUpIfDue(going)]).toEqual([[], []]);
    expect(await listBackups(path)).toHaveLength(2);
  });
});
