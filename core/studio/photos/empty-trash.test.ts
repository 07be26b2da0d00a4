import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOf } from '../../catalog/catalog-stand-in.ts';
import { readPhoto } from '../../catalog/search-stand-in.ts';
import type { Emptying } from '../../contract/trash-contract.ts';
import { contentPath } from '../../files/content-path.ts';
import { noSystemTrash } from '../../files/system-trash.ts';
import { testTrash } from '../../files/system-trash-stand-in.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { watchTurns } from '../../files/watch-turns-stand-in.ts';
import { emptied, openHouse, type TestHouse } from '../house-stand-in.ts';
import { findOrphans } from '../library/find-orphans.ts';
import { call, parts } from './import-stand-in.ts';

const empty = (test: TestHouse) => emptied(test.areas.photos.emptyTrash({}, call));

interface Made {
  readonly name?: string;
  readonly place?: 'copied' | 'linked';
}

/** Photos in the library with these names, whose files hold their numbers, and a thumbnail each. Returns their ids. */
function addPhotos({ house }: TestHouse, photos: readonly Made[]): readonly number[] {
  const elsewhere = temporaryFolder();
  const rows = photos.map(({ name = 'sea.jpg', place = 'copied' }, index) => {
    const sha256 = hashOf(index + 1);
    const copy = contentPath('photos', sha256, '.jpg');
    const path = place === 'copied' ? copy : join(elsewhere, `${index}.jpg`);
    write(place === 'copied' ? join(house.library.root, copy) : path, `photo ${index}`);
    write(contentPath(join(house.library.cache, 'thumbs'), sha256, '.webp'), 'small');
    return readPhoto(name, index, { path, place, sizeBytes: 8, takenMs: 0 });
  });
  const importId = house.catalog.imports.add();
  return house.catalog.imports.addPhotos(importId, rows).map(({ id }) => id);
}

function addResult({ house }: TestHouse, photoId: number, index = 1): string {
  const outputPath = `results/${index}.jpg`;
  write(join(house.library.root, outputPath), `result ${index}`);
  house.catalog.results.add({
    ...{ photoId, parentId: null, translatorSha256: hashOf(900), parameters: { strength: 1 } },
    ...{ outputPath, outputSha256: hashOf(500 + index), styleName: 'Dusk', direction: 'a-to-b' },
    ...{ widthPixels: 4, heightPixels: 3, seconds: 1 },
  });
  return join(house.library.root, outputPath);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

async function withTrashed(photos: readonly Made[], trash = testTrash()) {
  const test = await openHouse(parts, { trash });
  const ids = addPhotos(test, photos);
  await test.areas.photos.trash({ photoIds: [...ids] }, call);
  return { ...test, ids };
}

test('empty trash: a trash without photos removes nothing, and says so', async () => {
  const test = await openHouse(parts);
  expect(await empty(test)).toMatchObject({ removed: 0, total: 0, trashed: { items: 0 } });
});

test('empty trash: without a trash of the system copies are deleted, and that is told before and after', async () => {
  const test = await withTrashed([{}, {}], { ...testTrash(), trash: noSystemTrash });
  expect(await test.areas.photos.trashSize({}, call)).toEqual({ count: 2, bytes: null, fate: 'no-trash' });
  expect(await empty(test)).toMatchObject({
    ...{ removed: 2, trashed: { items: 0, bytes: 0 } },
    ...{ deleted: { items: 2, bytes: 14 }, isRefused: true }, // "photo 0" and "photo 1"
  });
  expect(filesBelow(test.house.library.photos)).toEqual([]);
});

test('empty trash: what the trash does not take is deleted, the rest goes on', async () => {
  const trash = testTrash();
  const take = (path: string, as: string) => (as.endsWith('big.jpg') ? false : trash.trash.take(path, as));
  const refusing = {
    ...trash,
    trash: { ...trash.trash, take: async (path: string, as: string) => take(path, as) },
  };
  const test = await withTrashed([{ name: 'big.jpg' }, { name: 'small.jpg' }], refusing);
  expect(await empty(test)).toMatchObject({ trashed: { items: 1 }, deleted: { items: 1 }, isRefused: true });
  expect(trash.names()).toEqual(['small.jpg']);
});

test('empty trash: set so, copies are deleted for good', async () => {
  const test = await withTrashed([{}]);
  await test.house.settings.set({ emptiedTrash: 'deleted' });
  expect(await test.areas.photos.trashSize({}, call)).toMatchObject({ fate: 'set-to-delete' });
  expect(await empty(test)).toMatchObject({ deleted: { items: 1 }, isRefused: false });
  expect(test.trash.names()).toEqual([]);
});

test('empty trash: a copy whose file is gone counts nothing', async () => {
  const test = await withTrashed([{}]);
  rmSync(test.house.library.photos, { recursive: true });
  expect(await empty(test)).toMatchObject({ removed: 1, trashed: { items: 0 }, deleted: { items: 0 } });
});

test('empty trash: a copy that another photo stands for stays', async () => {
  const test = await withTrashed([{}]);
  const [path] = filesBelow(test.house.library.photos);
  const row = test.house.catalog.photos.get(test.ids[0]!)!;
  test.house.catalog.photos.add({ path: row.path, sha256: hashOf(77), sizeBytes: 7 });
  await empty(test);
  expect([filesBelow(test.house.library.photos), test.trash.names()]).toEqual([[path], []]);
});

test('empty trash: copies lie in the trash of the system by the names that people know, with their bytes', async () => {
  const test = await withTrashed([
    { name: 'Möwe 50 %.JPG' },
    { name: 'a/../b\n.jpg' },
    { name: 'no ending' },
  ]);
  await empty(test);
  expect(test.trash.names()).toEqual(['Möwe 50 %.JPG', 'b_.jpg', 'no ending.jpg'].toSorted());
  expect(readFileSync(join(test.trash.files, 'Möwe 50 %.JPG'), 'utf8')).toBe('photo 0');
  for (const origin of test.trash.origins()) expect(dirname(dirname(origin))).toBe(test.house.library.photos);
});

test('empty trash: results go along under the names of photo and style', async () => {
  const test = await openHouse(parts);
  const ids = addPhotos(test, [{ place: 'linked' }]);
  const file = addResult(test, ids[0]!);
  await test.areas.photos.trash({ photoIds: [...ids] }, call);
  expect(await empty(test)).toMatchObject({ removed: 1, trashed: { items: 1, bytes: 8 } }); // "result 1"
  expect([existsSync(file), test.trash.names()]).toEqual([false, ['sea.Dusk.jpg']]);
});

test('empty trash: S-35 an original outside of the library goes nowhere, its small pictures are deleted', async () => {
  const test = await withTrashed([{ place: 'linked' }]);
  const { path } = test.house.catalog.photos.get(test.ids[0]!)!;
  expect(await empty(test)).toMatchObject({ removed: 1, trashed: { items: 0 }, deleted: { items: 0 } });
  expect(readFileSync(path, 'utf8')).toBe('photo 0');
  expect([test.trash.names(), filesBelow(join(test.house.library.cache, 'thumbs'))]).toEqual([[], []]);
});

test('empty trash: who leaves it stops it, and what is left stays in the trash', async () => {
  const test = await withTrashed(Array.from({ length: 120 }, () => ({})));
  const told: Emptying[] = [];
  for await (const one of await test.areas.photos.emptyTrash({}, call)) {
    told.push(one);
    if (one.removed > 0) break;
  }
  expect(told.map(({ removed, total }) => [removed, total])).toEqual([
    [0, 120],
    [50, 120],
  ]);
  expect(await test.areas.photos.trashSize({}, call)).toMatchObject({ count: 70 });
  expect(filesBelow(test.house.library.photos)).toHaveLength(70);
  expect(test.changes).toContainEqual({ topic: 'photos' });
});

test('empty trash: killed once the rows were gone, the files are found by the check of the library', async () => {
  const test = await withTrashed([{ place: 'copied' }]);
  test.house.catalog.trash.removePhoto(test.ids[0]!);
  const found = await findOrphans(test.house, call.signal);
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringMatching(/\.jpg" belongs to nothing/),
    expect.stringMatching(/small pictures/),
  ]);
});

test('empty trash: 2,000 photos keep the event loop for less than 50 ms, and tell how far they are', async () => {
  const test = await withTrashed(
    Array.from({ length: 2000 }, (_, index) => ({ name: `sea ${index % 1000}.jpg` })),
  );
  const turns = watchTurns();
  const told: Emptying[] = [];
  for await (const one of await test.areas.photos.emptyTrash({}, call)) told.push(one);
  expect(turns.end()).toBeLessThan(50);
  expect(told.length).toBeGreaterThan(20);
  expect(told.at(-1)).toMatchObject({ removed: 2000, total: 2000, trashed: { items: 2000 } });
  expect(test.trash.names()).toHaveLength(2000);
});
