import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { hashOf, newPath, openForTest, runOf, translatorOf } from './catalog-stand-in.ts';
import { connect } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import type { Catalog } from './open-catalog.ts';
import { names, openWith, readPhoto, resultOf } from './search-stand-in.ts';

/** A result that is in its photo's history. */
function addResult(catalog: Catalog, photoId: number, digit: number, styleName: string): number {
  const { id } = catalog.results.add(resultOf(photoId, digit, styleName));
  catalog.results.place(id, true, id);
  return id;
}

/** A training whose style is the translator of this digit. */
function addTrained(catalog: Catalog, run: string, digit: number): number {
  const { id } = catalog.runs.add(runOf(run));
  catalog.translators.add({ ...translatorOf('Dusk', digit), runId: id });
  return id;
}

/** A catalog as the second schema held it: two photos in the library, one of them with a result, and one outside. */
function secondSchemaCatalog(): string {
  const path = newPath();
  mkdirSync(dirname(path));
  const connection = connect(path);
  migrate(connection, migrations.slice(0, 2));
  connection.execute(`
    INSERT INTO photos (path, sha256, size_bytes, created_ms, name, camera, listed) VALUES
      ('/photos/1.jpg', '${hashOf(1)}', 5, 1000, 'Harbour.jpg', 'Canon EOS 5D', 1),
      ('/photos/2.jpg', '${hashOf(2)}', 5, 1000, 'Meadow.jpg', NULL, 1),
      ('/photos/3.jpg', '${hashOf(3)}', 5, 1000, 'Outside.jpg', NULL, 0);
    INSERT INTO runs (name, method, options, folder, state, step, steps, created_ms, changed_ms, changed_sequence)
      VALUES ('Evening light', 'cyclegan', '{}', 'runs/evening', 'finished', 300, 300, 1003, 1003, 2);
    INSERT INTO styles (name, origin, created_ms) VALUES ('Dusk', 'trained', 1);
    INSERT INTO translators (name, file, sha256, run_id, step, direction, domain_a, domain_b, licence, origin,
      created_ms, style_id)
      VALUES ('Dusk', 'translators/dusk.onnx', '${hashOf(9)}', 1, 300, 'a-to-b', 'a', 'b', 'MIT', 'trained', 1, 1);
    INSERT INTO results (photo_id, translator_sha256, parameters, recipe_sha256, output_path, output_sha256,
      created_ms, style_name, listed)
      VALUES (1, '${hashOf(9)}', '{}', '${hashOf(3)}', '/out/1.jpg', '${hashOf(4)}', 1, 'Dusk', 1);
  `);
  connection.close();
  return path;
}

test('search: an upgraded library is found by its names, cameras, styles and, new, trainings', async () => {
  const catalog = await openForTest(secondSchemaCatalog());
  expect(catalog.faults()).toEqual([]);
  expect(names(catalog, { sort: 'name' })).toEqual(['Harbour.jpg', 'Meadow.jpg']);
  for (const search of ['harb', 'camera:canon', 'style:dusk', 'run:evening', 'evening light'])
    expect(names(catalog, { search })).toEqual(['Harbour.jpg']);
  expect(names(catalog, { search: 'tag:harbour' })).toEqual([]);
  expect(names(catalog, { search: 'outside' })).toEqual([]);
});

test('search: photos of an upgraded library are changed, taken out and found as before', async () => {
  const catalog = await openForTest(secondSchemaCatalog());
  addResult(catalog, 2, 9, 'Dusk');
  expect(names(catalog, { search: 'run:evening' })).toHaveLength(2);
  catalog.libraryChanges.apply([{ what: 'photos', ids: [3], values: { listed: 1 } }]);
  expect(names(catalog, { search: 'outside' })).toEqual(['Outside.jpg']);
});

test('search: photos that an older version read get their tags when they are imported again', async () => {
  const catalog = await openForTest(secondSchemaCatalog());
  const again = readPhoto('again.jpg', 0, { tags: ['sea'] }); // with the content of photo 1
  const [added] = catalog.imports.addPhotos(catalog.imports.add(), [again]);
  expect(added).toEqual({ id: 1, outcome: 'duplicate' });
  expect(names(catalog, { search: 'tag:sea' })).toEqual(['Harbour.jpg']);
  expect(catalog.photos.get(1)).toMatchObject({ name: 'Harbour.jpg', tags: '["sea"]' });
});

test('search: beginnings of words are found in names and cameras', async () => {
  const catalog = await openWith(['Harbour at dusk.jpg', { camera: 'Canon EOS 5D' }], ['canon-fire.jpg']);
  expect(names(catalog, { search: 'harb dus' })).toEqual(['Harbour at dusk.jpg']);
  expect(names(catalog, { search: 'camera:canon' })).toEqual(['Harbour at dusk.jpg']);
  expect(names(catalog, { search: 'canon', sort: 'name' })).toEqual([
    'canon-fire.jpg',
    'Harbour at dusk.jpg',
  ]);
  expect(names(catalog, { search: 'arbour' })).toEqual([]);
});

test('search: a photo is found by the styles of its results, and not once they are in the trash', async () => {
  const catalog = await openWith(['a.jpg'], ['b.jpg']);
  const id = addResult(catalog, 1, 7, 'Ink wash');
  expect(names(catalog, { search: 'style:"ink wash"' })).toEqual(['a.jpg']);
  expect(names(catalog, { search: 'made:none' })).toEqual(['b.jpg']);
  expect(catalog.photoPages.card(1)).toMatchObject({ results: 1 });
  catalog.libraryChanges.apply([{ what: 'result', id, trashedMs: 5 }]);
  expect(names(catalog, { search: 'style:ink' })).toEqual([]);
  expect(catalog.photoPages.card(1)).toMatchObject({ results: 0 });
});

test('search: a photo is found by its tags, whatever their case and accents', async () => {
  const catalog = await openWith(['a.jpg', { tags: ['Z\u00fcrich', 'black and white'] }], ['sea.jpg']);
  expect(names(catalog, { search: 'tag:zurich' })).toEqual(['a.jpg']);
  expect(names(catalog, { search: 'tag:"Black and white"' })).toEqual(['a.jpg']);
  expect(names(catalog, { search: 'zur' })).toEqual(['a.jpg']);
  expect(names(catalog, { search: 'tag:sea' })).toEqual([]);
});

test('search: two tags beside each other are not one of two words', async () => {
  const catalog = await openWith(['a.jpg', { tags: ['New', 'York'] }], ['b.jpg', { tags: ['New York'] }]);
  expect(names(catalog, { search: 'tag:"new york"' })).toEqual(['b.jpg']);
  expect(names(catalog, { search: 'tag:new tag:york' })).toHaveLength(2);
});

test('search: S-14 tags of signs that mean something to JSON and SQL are kept as they are', async () => {
  const tags = ['"quoted"', "O'Brien", '\\', '[]', '{"a":1}', '<b>bold</b>'];
  const catalog = await openWith(['a.jpg', { tags }]);
  expect(JSON.parse(catalog.photos.get(1)!.tags)).toEqual(tags);
  expect(names(catalog, { search: `tag:O'Brien tag:"<b>bold"` })).toEqual(['a.jpg']);
});

test('search: a photo is found by the training whose style made its result', async () => {
  const catalog = await openWith(['a.jpg'], ['evening.jpg']);
  addTrained(catalog, 'Evening light 3', 9);
  const id = addResult(catalog, 1, 9, 'Dusk');
  addResult(catalog, 2, 7, 'Imported'); // by no training
  expect(names(catalog, { search: 'run:"evening light"' })).toEqual(['a.jpg']);
  expect(names(catalog, { search: 'evening' })).toHaveLength(2);
  catalog.libraryChanges.apply([{ what: 'result', id, trashedMs: 5 }]);
  expect(names(catalog, { search: 'run:evening' })).toEqual([]);
});

test('search: a result keeps the name of its style when that is renamed, and of its training when that is gone', async () => {
  const catalog = await openWith(['a.jpg']);
  const runId = addTrained(catalog, 'Evening light', 9);
  addResult(catalog, 1, 9, 'Dusk');
  catalog.styles.rename(1, 'Nightfall');
  catalog.runs.remove(runId);
  addResult(catalog, 1, 7, 'Ink wash'); // its words are written anew
  expect(names(catalog, { search: 'style:dusk run:evening style:ink' })).toEqual(['a.jpg']);
  expect(names(catalog, { search: 'style:nightfall' })).toEqual([]);
});
