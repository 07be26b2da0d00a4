import { expect, test } from 'vitest';
import type { PhotoQuery } from '../contract/photos-contract.ts';
import { hashOf, newPath, openForTest } from './catalog-stand-in.ts';
import type { ReadPhoto } from './imports.ts';
import type { Catalog } from './open-catalog.ts';

const year = (value: number) => new Date(value, 5, 1).getTime();

function readPhoto(name: string, index: number, change: Partial<ReadPhoto> = {}): ReadPhoto {
  return {
    path: `/photos/${index}/${name}`,
    sha256: hashOf(index + 1),
    sizeBytes: 10,
    name,
    place: 'linked',
    format: 'jpeg',
    widthPixels: 40,
    heightPixels: 30,
    camera: null,
    colourProfile: null,
    takenMs: year(2020),
    ...change,
  };
}

async function openWith(...photos: readonly (readonly [string, Partial<ReadPhoto>?])[]): Promise<Catalog> {
  const catalog = await openForTest(newPath());
  const importId = catalog.imports.add();
  catalog.imports.addPhotos(
    importId,
    photos.map(([name, change], index) => readPhoto(name, index, change)),
  );
  return catalog;
}

const query = (change: Partial<PhotoQuery> = {}): PhotoQuery => ({
  source: { kind: 'all' },
  search: '',
  sort: 'newest',
  ...change,
});
const names = ({ photoPages }: Catalog, change: Partial<PhotoQuery> = {}) =>
  photoPages.page(query(change), { offset: 0, limit: 100 }).map(({ name }) => name);

test('pages: S-62 equal, very old and very late times keep one order, by the time of adding', async () => {
  const catalog = await openWith(
    ['first', { takenMs: 0 }],
    ['second', { takenMs: 0 }],
    ['late', { takenMs: Date.UTC(2106, 1, 7) }],
    ['early', { takenMs: -1e12 }],
  );
  expect(names(catalog)).toEqual(['late', 'second', 'first', 'early']);
  expect(names(catalog, { sort: 'oldest' })).toEqual(['early', 'first', 'second', 'late']);
});

test('pages: names are sorted by numbers, without case and accents, letters after the rest', async () => {
  const catalog = await openWith(['img 10'], ['IMG 2'], ['\u00c4rger'], ['1st'], ['apple'], ['\u{1F98A}']);
  expect(names(catalog, { sort: 'name' })).toEqual([
    '1st',
    '\u{1F98A}',
    'apple',
    '\u00c4rger',
    'IMG 2',
    'img 10',
  ]);
});

test('pages: marks say where years and letters begin', async () => {
  const catalog = await openWith(
    ['b', { takenMs: year(2019) }],
    ['a', { takenMs: year(2021) }],
    ['B2', { takenMs: year(2021) }],
  );
  expect(catalog.photoPages.count(query())).toEqual({
    total: 3,
    marks: [
      { label: '2021', offset: 0 },
      { label: '2019', offset: 2 },
    ],
  });
  expect(catalog.photoPages.count(query({ sort: 'name' })).marks).toEqual([
    { label: 'A', offset: 0 },
    { label: 'B', offset: 1 },
  ]);
});

test('pages: sources hold what they say', async () => {
  const catalog = await openWith(['a'], ['b'], ['c'], ['d']);
  catalog.libraryChanges.apply([
    { what: 'photos', ids: [1], values: { stars: 3 } },
    { what: 'photos', ids: [2], values: { rejected: 1 } },
    { what: 'photos', ids: [3], values: { missing: 1 } },
    { what: 'photos', ids: [4], values: { trashedMs: 5 } },
    { what: 'album', id: 1, album: { name: 'Album', createdMs: 1 } },
    { what: 'album-photos', id: 1, ids: [2, 3, 4], isIn: true },
  ]);
  const of = (source: PhotoQuery['source']) => names(catalog, { source, sort: 'name' });
  expect(of({ kind: 'all' })).toEqual(['a', 'b', 'c']);
  expect(of({ kind: 'starred' })).toEqual(['a']);
  expect(of({ kind: 'rejected' })).toEqual(['b']);
  expect(of({ kind: 'problems' })).toEqual(['c']);
  expect(of({ kind: 'trash' })).toEqual(['d']);
  expect(of({ kind: 'album', albumId: 1 })).toEqual(['b', 'c']);
  expect(of({ kind: 'import', importId: 1 })).toEqual(['a', 'b', 'c']);
  expect(of({ kind: 'translated' })).toEqual([]);
  expect(catalog.albums.list()).toMatchObject([{ name: 'Album', photos: 2 }]);
});

test('pages: search finds beginnings of words in names and cameras', async () => {
  const catalog = await openWith(['Harbour at dusk.jpg', { camera: 'Canon EOS 5D' }], ['canon-fire.jpg']);
  expect(names(catalog, { search: 'harb dus' })).toEqual(['Harbour at dusk.jpg']);
  expect(names(catalog, { search: 'camera:canon' })).toEqual(['Harbour at dusk.jpg']);
  expect(names(catalog, { search: 'canon', sort: 'name' })).toEqual([
    'canon-fire.jpg',
    'Harbour at dusk.jpg',
  ]);
  expect(names(catalog, { search: 'arbour' })).toEqual([]);
});

test('pages: a photo is found by the styles of its results, and not once they are in the trash', async () => {
  const catalog = await openWith(['a.jpg'], ['b.jpg']);
  const { id } = catalog.results.add({
    photoId: 1,
    parentId: null,
    translatorSha256: hashOf(7),
    parameters: {},
    outputPath: 'results/1.jpg',
    outputSha256: hashOf(8),
    styleName: 'Ink wash',
    direction: 'a-to-b',
    widthPixels: 3,
    heightPixels: 2,
    seconds: 0.5,
  });
  catalog.results.place(id, true, id);
  expect(names(catalog, { search: 'style:"ink wash"' })).toEqual(['a.jpg']);
  expect(names(catalog, { search: 'made:none' })).toEqual(['b.jpg']);
  expect(catalog.photoPages.card(1)).toMatchObject({ results: 1 });
  catalog.libraryChanges.apply([{ what: 'result', id, trashedMs: 5 }]);
  expect(names(catalog, { search: 'style:ink' })).toEqual([]);
  expect(catalog.photoPages.card(1)).toMatchObject({ results: 0 });
});

test('pages: any page of any order holds the photos that the whole order has there', async () => {
  const catalog = await openWith(
    ...Array.from(
      { length: 30 },
      (_, index) => [`p${index % 7}`, { takenMs: year(2000 + (index % 3)) }] as const,
    ),
  );
  for (const sort of ['newest', 'oldest', 'name', 'stars'] as const) {
    const whole = catalog.photoPages.ids(query({ sort }), { offset: 0, limit: 100 });
    const pages = [0, 7, 14, 21, 28].flatMap((offset) =>
      catalog.photoPages.page(query({ sort }), { offset, limit: 7 }).map(({ id }) => id),
    );
    expect(pages).toEqual(whole);
  }
});
