import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryPathBeside } from '../files/temporary-path.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { defaultLibraryFolder, libraryFolder, prepareLibraryFolder } from './library-folder.ts';

test('library folder: a file in its place is refused', async () => {
  const root = join(temporaryFolder(), 'library');
  writeFileSync(root, '');
  await expect(prepareLibraryFolder(libraryFolder(root))).rejects.toMatchObject({ reason: 'write-failed' });
});

test('library folder: S-53 what a killed process left half-written is removed', async () => {
  const library = libraryFolder(temporaryFolder());
  mkdirSync(library.runs);
  const deadProcess = 2 ** 22 + 1; // above the largest process number of Linux
  const left = temporaryPathBeside(join(library.runs, 'look')).replace(
    `-${process.pid}-`,
    `-${deadProcess}-`,
  );
  mkdirSync(left);
  await prepareLibraryFolder(library);
  expect(readdirSync(library.runs)).toEqual([]);
});

test('library folder: DIPTYCH_HOME comes before the place of the platform', () => {
  expect(defaultLibraryFolder({ DIPTYCH_HOME: '/mine', XDG_DATA_HOME: '/data' }, 'linux', '/home/x')).toBe(
    '/mine',
  );
});

test('library folder: each platform has its own place', () => {
  const places = (['linux', 'darwin', 'win32'] as const).map((platform) =>
    defaultLibraryFolder({ LOCALAPPDATA: '/local' }, platform, '/home/x'),
  );
  expect(places).toEqual([
    join('/home/x', '.local', 'share', 'diptych'),
    join('/home/x', 'Library', 'Application Support', 'Diptych'),
    join('/local', 'Diptych'),
  ]);
});
