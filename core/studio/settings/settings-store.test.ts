import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { libraryFolder } from '../../services/library-folder.ts';
import { openSettings } from './settings-store.ts';

function newLibrary() {
  const library = libraryFolder(temporaryFolder());
  mkdirSync(library.root, { recursive: true });
  return library;
}
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

test.each(['', '{"theme":', '[]', 'null', '"dark"', '\u0000'])(
  'settings: P1 a file that says %j gives way to the usual settings, with a notice',
  async (text) => {
    const library = newLibrary();
    writeFileSync(library.settings, text);
    const settings = await openSettings(library, '/home/someone');
    expect([settings.get().theme, settings.notice]).toEqual([
      'system',
      expect.stringContaining('usual settings'),
    ]);
  },
);

test('settings: P1 a damaged file gives way to the settings before the last change', async () => {
  const library = newLibrary();
  const settings = await openSettings(library, '');
  await settings.set({ theme: 'dark' });
  await settings.set({ theme: 'light' });
  writeFileSync(library.settings, '{');
  const again = await openSettings(library, '');
  expect([again.get().theme, again.notice]).toEqual([
    'dark',
    expect.stringContaining('before the last change'),
  ]);
});

test('settings: P1 a damaged file never takes the place of the previous one', async () => {
  const library = newLibrary();
  writeFileSync(`${library.settings}.previous`, '{"theme":"dark"}');
  writeFileSync(library.settings, '{');
  await (await openSettings(library, '')).set({ singleKeys: false });
  expect(read(`${library.settings}.previous`)).toEqual({ theme: 'dark' });
  expect(read(library.settings)).toEqual({ theme: 'dark', singleKeys: false });
});

test('settings: P1 one value that does not fit does not cost the others', async () => {
  const library = newLibrary();
  writeFileSync(library.settings, '{"theme":"pink","megapixelLimit":-1,"thumbnailPixels":256}');
  const { get, notice } = await openSettings(library, '');
  expect([get().theme, get().megapixelLimit, get().thumbnailPixels, notice]).toEqual([
    'system',
    120,
    256,
    undefined,
  ]);
});

test('settings: P1 keys of other versions are kept', async () => {
  const library = newLibrary();
  writeFileSync(library.settings, '{"fromTheFuture":{"a":1}}');
  await (await openSettings(library, '')).set({ theme: 'dark' });
  expect(read(library.settings)).toEqual({ fromTheFuture: { a: 1 }, theme: 'dark' });
});

test('settings: changes at once are all kept', async () => {
  const library = newLibrary();
  const settings = await openSettings(library, '');
  await Promise.all([
    settings.set({ theme: 'dark' }),
    settings.set({ singleKeys: false }),
    settings.set({ hintsSeen: ['space'] }),
  ]);
  expect((await openSettings(library, '')).get()).toMatchObject({
    theme: 'dark',
    singleKeys: false,
    hintsSeen: ['space'],
  });
});

test.runIf(process.getuid?.() !== 0)('settings: a folder that cannot be written to is told', async () => {
  const library = newLibrary();
  const settings = await openSettings(library, '');
  chmodSync(library.root, 0o500);
  await expect(settings.set({ theme: 'dark' })).rejects.toMatchObject({ reason: 'write-failed' });
  chmodSync(library.root, 0o700);
});

test('settings: exports go to the person’s pictures, or into the library where there is no home', async () => {
  const library = newLibrary();
  const [home, none] = [await openSettings(library, '/home/someone'), await openSettings(library, '')];
  expect([home.get().exportFolder, none.get().exportFolder]).toEqual([
    join('/home/someone', 'Pictures', 'Diptych'),
    join(library.root, 'exports'),
  ]);
});

test('settings: a chosen folder for exports stays until the usual one is put back', async () => {
  const library = newLibrary();
  const settings = await openSettings(library, '');
  expect((await settings.setExportFolder('/elsewhere')).exportFolder).toBe('/elsewhere');
  expect((await settings.setExportFolder(undefined)).exportFolder).toBe(join(library.root, 'exports'));
});
