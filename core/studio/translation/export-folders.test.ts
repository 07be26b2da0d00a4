import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { exportFolders, folderCounts } from './export-folders.ts';

const linked = (...parts: readonly string[]) => ({ place: 'linked', path: join(sep, ...parts) }) as const;

test('export folders: a photo of the library has none', () => {
  const copied = { place: 'copied', path: 'photos/ab/cd.jpg' } as const;
  expect(exportFolders([copied, linked('trip', 'rome', '1.jpg'), linked('trip', 'oslo', '2.jpg')])).toEqual([
    '',
    'rome',
    'oslo',
  ]);
});

test('export folders: S-07 parts that no file system takes are repaired, and none leads out', () => {
  const photos = [linked('a', '1.jpg'), linked('a', 'what?', 'con', '..b', '2.jpg')];
  expect(exportFolders(photos)).toEqual(['', 'what_/_con/b']);
});

test('export folders: one folder alone is none', () => {
  expect(exportFolders([linked('trip', 'rome', '1.jpg'), linked('trip', 'rome', '2.jpg')])).toEqual(['', '']);
});

test('export folders: the tree begins below what all have in common (B2)', () => {
  const photos = [
    linked('trip', '1.jpg'),
    linked('trip', 'rome', 'day 1', '2.jpg'),
    linked('trip', 'oslo', '3.jpg'),
  ];
  expect(exportFolders(photos)).toEqual(['', 'rome/day 1', 'oslo']);
});

test('export folders: names that begin alike are different folders', () => {
  expect(exportFolders([linked('x', 'rome', '1.jpg'), linked('x', 'romeo', '2.jpg')])).toEqual([
    'rome',
    'romeo',
  ]);
});

test('export folders: photos with nothing in common begin at the root', () => {
  expect(exportFolders([linked('a', '1.jpg'), linked('b', '2.jpg')])).toEqual(['a', 'b']);
});

test('export folders: each is counted, by name', () => {
  expect(folderCounts(['rome', '', 'rome'])).toEqual([
    { name: '', photos: 1 },
    { name: 'rome', photos: 2 },
  ]);
});
