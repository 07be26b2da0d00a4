import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { readBookmarks, setBookmark } from './bookmarks.ts';

test('bookmarks: a damaged file holds none and does not stop a training', async () => {
  const run = temporaryFolder();
  writeFileSync(join(run, 'bookmarks.json'), '{"steps": ');
  expect(await readBookmarks(run)).toEqual([]);
});

test('bookmarks: they are kept in order until they are taken away', async () => {
  const run = temporaryFolder();
  for (const step of [300, 100, 200, 100]) await setBookmark(run, step, true);
  await setBookmark(run, 200, false);
  expect(await readBookmarks(run)).toEqual([100, 300]);
});
