import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { ViewBudget } from './view-budget.ts';

/** A folder of files of ten bytes, `0` the longest unused. */
function folderOf(count: number): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'ab'));
  for (let index = 0; index < count; index++) {
    const path = join(folder, 'ab', String(index));
    writeFileSync(path, '0123456789');
    utimesSync(path, 1000 + index, 1000 + index);
  }
  return folder;
}

test('view budget: a folder within it keeps everything', async () => {
  const folder = folderOf(5);
  await new ViewBudget(folder, 50).added(10);
  expect(readdirSync(join(folder, 'ab'))).toHaveLength(5);
});

test('view budget: above it the longest unused go, down to four fifths', async () => {
  const folder = folderOf(10);
  const budget = new ViewBudget(folder, 60);
  await budget.added(10);
  expect(readdirSync(join(folder, 'ab')).sort()).toEqual(['6', '7', '8', '9']); // 40 of 48 bytes
  await budget.added(10);
  expect(readdirSync(join(folder, 'ab'))).toHaveLength(4);
});
