import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { temporaryPathBeside } from '../../files/temporary-path.ts';
import { libraryFolder } from '../../services/library-folder.ts';
import { openHouse } from '../house-stand-in.ts';
import { photosPart } from './photos-part.ts';
import { sweepTemporaryFiles } from './sweep-temporary-files.ts';

const going = new AbortController().signal;

/** A half-written file of a process that has ended. */
function leftIn(...folders: readonly string[]): string {
  const path = join(...folders, `.diptych-999999999-${randomUUID()}.tmp`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'half');
  return path;
}

test('half-written files: a folder that is not there holds none', async () => {
  await sweepTemporaryFiles(join(temporaryFolder(), 'missing'), going);
});

test('half-written files: nothing is removed once the app closes', async () => {
  const root = temporaryFolder();
  const left = leftIn(root, 'runs', 'Dusk');
  await sweepTemporaryFiles(root, AbortSignal.abort());
  expect(existsSync(left)).toBe(true);
});

test('half-written files: what a living process is writing stays, with what lies in it', async () => {
  const root = temporaryFolder();
  const writing = temporaryPathBeside(join(root, 'step-000100'));
  const inside = leftIn(writing);
  await sweepTemporaryFiles(root, going);
  expect(existsSync(inside)).toBe(true);
});

test('half-written files: S-53 what killed processes left is gone after the next start, wherever it lies', async () => {
  const root = temporaryFolder();
  const { photos, cache, runs, datasets, translators } = libraryFolder(root);
  const places = [
    [photos, 'ab'],
    [cache, 'thumbs', 'cd'],
    [runs, 'Dusk'],
    [runs, 'Dusk', 'samples'],
    [runs, 'Dusk', 'checkpoints'],
    [datasets, '1'],
    [translators],
  ];
  const left = places.map((place) => leftIn(...place));
  await openHouse([photosPart], { root });
  await expect.poll(() => left.filter((path) => existsSync(path))).toEqual([]);
});
