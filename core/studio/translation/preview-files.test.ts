import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { previewFolder, previewKey, prunePreviews, type PreviewRecipe } from './preview-files.ts';

const recipe: PreviewRecipe = {
  translatorSha256: 'a',
  photoKey: 'b',
  longSidePixels: 512,
  strength: 1,
};

test('preview files: every part of the recipe makes another key', () => {
  const others: readonly PreviewRecipe[] = [
    recipe,
    { ...recipe, translatorSha256: 'c' },
    { ...recipe, photoKey: 'c' },
    { ...recipe, longSidePixels: 128 },
    { ...recipe, strength: 0.5 },
  ];
  expect(new Set(others.map(previewKey)).size).toBe(others.length);
});

test('preview files: strengths that look the same are the same', () => {
  expect(previewKey({ ...recipe, strength: 0.1 + 0.2 })).toBe(previewKey({ ...recipe, strength: 0.3 }));
});

test('preview files: the oldest go until the rest is small', async () => {
  const library = { cache: temporaryFolder() };
  mkdirSync(previewFolder(library));
  for (const [name, age] of Object.entries({ old: 3, middle: 2, young: 1 })) {
    const path = join(previewFolder(library), `${name}.webp`);
    writeFileSync(path, Buffer.alloc(100));
    utimesSync(path, 1000 - age, 1000 - age);
  }
  await prunePreviews(library, 200);
  expect(readdirSync(previewFolder(library)).toSorted()).toEqual(['middle.webp', 'young.webp']);
});
