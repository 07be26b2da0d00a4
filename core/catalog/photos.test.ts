import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { hashOf, openForTest } from './catalog-stand-in.ts';
import type { NewResult } from './photos.ts';
import { recipeSha256 } from './recipe-sha256.ts';

const open = () => openForTest(join(temporaryFolder(), 'catalog.db'));
const photo = { path: '/photos/IMG 1.jpg', sha256: hashOf(1), sizeBytes: 1000 };

function resultOf(photoId: number, strength = 1, parentId: number | null = null): NewResult {
  const parameters = { strength, direction: 'a-to-b' };
  const outputPath = `/photos/IMG 1 ${strength}.jpg`;
  return { photoId, translatorSha256: hashOf(9), parameters, parentId, outputPath, outputSha256: hashOf(5) };
}

describe('photos', () => {
  test('a result of an unknown photo is refused', async () => {
    const { photos } = await open();
    expect(() => photos.addResult(resultOf(7))).toThrow('FOREIGN KEY');
  });

  test('the same content at the same path is one photo', async () => {
    const { photos } = await open();
    expect(photos.add(photo)).toEqual(photos.add(photo));
    expect(photos.list()).toHaveLength(1);
  });

  test('changed content at the same path is another photo', async () => {
    const { photos } = await open();
    photos.add(photo);
    photos.add({ ...photo, sha256: hashOf(2) });
    expect(photos.list()).toHaveLength(2);
  });

  test('an edit records original, translator, parameters and result', async () => {
    const { photos } = await open();
    const { id } = photos.add(photo);
    photos.addResult(resultOf(id, 0.5));
    expect(photos.results(id)).toMatchObject([
      { ...resultOf(id, 0.5), recipeSha256: recipeSha256(resultOf(id, 0.5)) },
    ]);
    expect(photos.resultsOfTranslator(hashOf(9))).toEqual(photos.results(id));
  });

  test('edits branch: two may have the same parent', async () => {
    const { photos } = await open();
    const { id } = photos.add(photo);
    const root = photos.addResult(resultOf(id));
    for (const strength of [0.2, 0.4]) photos.addResult(resultOf(id, strength, root.id));
    expect(photos.results(id).map(({ parentId }) => parentId)).toEqual([null, root.id, root.id]);
  });

  test('what a recipe has made of a photo is found after the photo has moved', async () => {
    const { photos } = await open();
    photos.addResult(resultOf(photos.add(photo).id));
    photos.add({ ...photo, path: '/elsewhere/photo.jpg' });
    const recipe = { translatorSha256: hashOf(9), parameters: { direction: 'a-to-b', strength: 1 } };
    expect(photos.findResults(photo.sha256, recipe)).toHaveLength(1);
    expect(photos.findResults(photo.sha256, { ...recipe, parameters: { strength: 1 } })).toEqual([]);
    expect(photos.findResults(hashOf(3), recipe)).toEqual([]);
  });
});

describe('recipe hash', () => {
  const recipe = (parameters: Record<string, unknown>) =>
    recipeSha256({ translatorSha256: hashOf(1), parameters });

  test('another value is another recipe', () => {
    expect(recipe({ strength: 1 })).not.toBe(recipe({ strength: 0.5 }));
  });

  test('a value that moves to another name is another recipe', () => {
    expect(recipe({ x: { y: 1 } })).not.toBe(recipe({ x: [['y', 1]], z: 1 }));
  });

  test('the order of the parameters does not count, at any depth', () => {
    expect(recipe({ a: { b: 1, c: [{ d: 1, e: 2 }] } })).toBe(recipe({ a: { c: [{ e: 2, d: 1 }], b: 1 } }));
  });
});
