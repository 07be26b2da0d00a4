import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listBackups } from '../catalog/backups.ts';
import { largeCatalog, overwritePages } from '../catalog/catalog-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openTestStudio } from './studio-stand-in.ts';

async function largeLibrary(): Promise<{ readonly root: string; readonly catalog: string }> {
  const root = join(temporaryFolder(), 'library');
  return { root, catalog: await largeCatalog(join(root, 'catalog.db')) };
}

test('large library: S-56 damage that is far behind the schema is told soon after the start', async () => {
  const { root, catalog } = await largeLibrary();
  overwritePages(catalog);
  const { client } = await openTestStudio(root);
  expect((await client.library.state()).problem).toBeNull();
  const told = async () => (await client.app.notices()).map(({ message }) => message).join();
  await expect.poll(told).toContain('The catalog is damaged. Your photos are safe.');
  expect(await listBackups(catalog)).toHaveLength(1);
});

test('large library: S-57 the daily backup is made beside the work', async () => {
  const { root, catalog } = await largeLibrary();
  const { client } = await openTestStudio(root);
  await expect.poll(() => listBackups(catalog)).toHaveLength(2);
  expect(await client.app.notices()).toEqual([]);
});

test('large library: closed at once, it waits for no check and no backup', async () => {
  const { root, catalog } = await largeLibrary();
  const { studio } = await openTestStudio(root);
  await studio.close();
  expect(await listBackups(catalog)).toHaveLength(1);
});
