import { expect, test } from 'vitest';
import type { PhotoQuery } from '../contract/photos-contract.ts';
import { connect } from './connection.ts';
import type { Catalog } from './open-catalog.ts';
import { counted, names, openWith, readPhoto } from './search-stand-in.ts';

const year = (value: number) => new Date(value, 5, 1).getTime();

/** Photos whose ids lie far apart, as they do in a library of many years; the ids of others were given up. */
async function openWithDistantIds(): Promise<Catalog> {
  const catalog = await openWith(['Zebra 1', { takenMs: year(2019) }], ['apple 1', { takenMs: year(2021) }]);
  const other = connect(catalog.path);
  other.execute("UPDATE sqlite_sequence SET seq = 24_999 WHERE name = 'photos'");
  other.close();
  const photos = [
    readPhoto('apple 2', 3, { takenMs: year(2021) }),
    readPhoto('Zebra 2', 4, { takenMs: year(2023) }),
  ];
  catalog.imports.addPhotos(catalog.imports.add(), photos);
  return catalog;
}

test('count: words in a library without photos are found nowhere', async () => {
  expect(counted(await openWith(), { search: 'a' })).toEqual({ steps: 1, total: 0, marks: [] });
});

test('count: words that no photo has are found nowhere', async () => {
  expect(counted(await openWith(['a']), { search: 'b' })).toEqual({ steps: 1, total: 0, marks: [] });
});

test('count: a search through ids that lie far apart takes several steps', async () => {
  const catalog = await openWithDistantIds();
  expect(counted(catalog, { search: 'zebra' })).toMatchObject({ steps: 3, total: 2 });
  expect(counted(catalog, { search: 'stars:0' })).toMatchObject({ steps: 1, total: 4 });
});

test('count: marks are those of all steps, in the order of the photos', async () => {
  const catalog = await openWithDistantIds();
  const marks = (change: Partial<PhotoQuery>) =>
    counted(catalog, change).marks.map(({ label, offset }) => `${label} ${offset}`);
  expect(marks({ search: 'name:apple' })).toEqual(['2021 0']);
  expect(marks({ search: 'zebra' })).toEqual(['2023 0', '2019 1']);
  expect(marks({ search: 'zebra', sort: 'oldest' })).toEqual(['2019 0', '2023 1']);
  expect(marks({ search: 'apple', sort: 'name' })).toEqual(['A 0']);
  expect(marks({ search: 'zebra', sort: 'stars' })).toEqual(['0 \u2605 0']);
});

test.each(['newest', 'oldest', 'name', 'stars'] as const)(
  'count: what words find sorted by %s is as many as there are on its pages',
  async (sort) => {
    const catalog = await openWithDistantIds();
    catalog.libraryChanges.apply([{ what: 'photos', ids: [1], values: { stars: 3 } }]);
    catalog.libraryChanges.apply([{ what: 'photos', ids: [2], values: { trashedMs: 5 } }]);
    for (const search of ['zebra', 'apple', 'apple made:none', 'zebra stars:2'])
      for (const source of [{ kind: 'all' }, { kind: 'trash' }, { kind: 'starred' }] as const) {
        const change = { sort, search, source };
        expect(counted(catalog, change).total).toBe(names(catalog, change).length);
      }
  },
);

test('count: a change between two steps is in the next one', async () => {
  const catalog = await openWithDistantIds();
  const counting = catalog.photoPages.count({ source: { kind: 'all' }, search: 'zebra', sort: 'newest' });
  counting.next();
  catalog.libraryChanges.apply([{ what: 'photos', ids: [25_001], values: { trashedMs: 5 } }]);
  counting.next();
  expect(counting.next().value).toMatchObject({ total: 1 });
});
