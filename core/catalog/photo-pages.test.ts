import { expect, test } from 'vitest';
import type { PhotoQuery } from '../contract/photos-contract.ts';
import { counted, names, openWith, query } from './search-stand-in.ts';

const year = (value: number) => new Date(value, 5, 1).getTime();

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
  expect(counted(catalog)).toEqual({
    steps: 1,
    total: 3,
    marks: [
      { label: '2021', offset: 0 },
      { label: '2019', offset: 2 },
    ],
  });
  expect(counted(catalog, { sort: 'name' }).marks).toEqual([
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
