import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { hashOf, openForTest, photoOf } from './catalog-stand-in.ts';

async function openWithPhoto() {
  const catalog = await openForTest(join(temporaryFolder(), 'catalog.db'));
  const { id: photoId } = catalog.photos.add(photoOf(1));
  const add = (strength: number) =>
    catalog.results.add({
      photoId,
      parentId: null,
      translatorSha256: hashOf(7),
      parameters: { strength },
      outputPath: `results/${strength}.jpg`,
      outputSha256: hashOf(8),
      styleName: 'dusk',
      direction: 'a-to-b',
      widthPixels: 3,
      heightPixels: 2,
      seconds: 0.5,
    });
  return { ...catalog, photoId, addResult: add };
}

test('results: a new one is in no history until it is placed', async () => {
  const { results, photoId, addResult } = await openWithPhoto();
  const { id } = addResult(1);
  expect(results.ofPhoto(photoId)).toEqual([]);
  results.place(id, true, id);
  expect(results.ofPhoto(photoId)).toMatchObject([{ id, trashedMs: null }]);
});

test('results: the photo shows what was placed, and says what it showed before', async () => {
  const { results, photoId, addResult } = await openWithPhoto();
  const [one, two] = [addResult(1), addResult(0.5)];
  expect(results.place(one.id, true, one.id)).toBeNull();
  expect(results.place(two.id, true, two.id)).toBe(one.id);
  expect(results.shownOf(photoId)).toBe(two.id);
});

test('results: the same recipe is known, also from the trash', async () => {
  const { results, photoId, addResult } = await openWithPhoto();
  const { id } = addResult(0.5);
  const recipe = (strength: number) => ({ translatorSha256: hashOf(7), parameters: { strength } });
  expect(results.known(photoId, recipe(0.5))).toMatchObject({ id });
  expect(results.known(photoId, recipe(1))).toBeUndefined();
});

test('results: those in histories are counted by their translators', async () => {
  const { results, addResult } = await openWithPhoto();
  const [one] = [addResult(1), addResult(0.5)];
  results.place(one.id, true, one.id);
  expect(results.count([hashOf(6), hashOf(7)])).toBe(1);
  expect(results.count([])).toBe(0);
});
