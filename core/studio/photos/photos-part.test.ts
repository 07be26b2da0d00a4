import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOf } from '../../catalog/catalog-stand-in.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { emptied } from '../house-stand-in.ts';
import { all, call } from './import-stand-in.ts';
import { idsOf, importFrom, openWith, sizeOf } from './library-stand-in.ts';

test('trash: photos leave the grid, come back, and go for good with what the library made', async () => {
  const { ids, photos, house, folder, ...opened } = await openWith(2);
  const copies = join(temporaryFolder(), 'more');
  mkdirSync(copies);
  writeFileSync(join(copies, 'copied.jpg'), await drawnSharp(50, 300, 200).jpeg().toBuffer());
  await importFrom({ ...opened, house }, copies, 'copy');
  const everything = await idsOf({ ...opened, house });
  await photos.trash({ photoIds: everything }, call);
  expect(await idsOf({ ...opened, house })).toEqual([]);
  await photos.restore({ photoIds: [ids[0]!] }, call);
  expect(await idsOf({ ...opened, house })).toEqual([ids[0]]);
  expect(await emptied(photos.emptyTrash({}, call))).toMatchObject({ removed: 2, trashed: { items: 1 } });
  expect(await idsOf({ ...opened, house }, { kind: 'trash' })).toEqual([]);
  expect(filesBelow(house.library.photos)).toEqual([]);
  expect(filesBelow(join(house.library.cache, 'thumbs'))).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(['0.jpg', '1.jpg']);
});

test('trash: what concerns photos that are gone for good is out of the history once it is emptied', async () => {
  const { ids, photos, actions } = await openWith(2);
  await photos.setStars({ photoIds: ids, stars: 1 }, call);
  await photos.setStars({ photoIds: [ids[0]!], stars: 2 }, call);
  await photos.trash({ photoIds: [ids[0]!] }, call);
  await emptied(photos.emptyTrash({}, call));
  expect(await actions.undo({}, call)).toMatchObject({ label: 'Give 1 star to 2 photos' });
  expect(await photos.count(all, call)).toMatchObject({ total: 1 });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

test('results: one of another photo cannot be shown, one that is gone not removed', async () => {
  const { photos, ids } = await openWith(1);
  expect(() => photos.showResult({ photoId: ids[0]!, resultId: 5 }, call)).toThrow(
    expect.objectContaining({ reason: 'result-not-found' }),
  );
  expect(() => photos.trashResult({ resultId: 5 }, call)).toThrow(
    expect.objectContaining({ reason: 'result-not-found' }),
  );
});

test('imports: one that was taken back is not taken back twice', async () => {
  const { photos } = await openWith(1);
  const [last] = await photos.imports({}, call);
  const importId = last!.id;
  await photos.undoImport({ importId }, call);
  expect(() => photos.undoImport({ importId }, call)).toThrow(
    expect.objectContaining({ reason: 'nothing-to-do' }),
  );
});

test('photos: one that is gone is named so', async () => {
  const { photos } = await openWith(0);
  expect(() => photos.info({ photoId: 7 }, call)).toThrow(
    expect.objectContaining({ reason: 'photo-not-found' }),
  );
});

test('albums: are made, renamed, filled and removed, each undone by name', async () => {
  const { photos, actions, ids } = await openWith(3);
  const { id: albumId } = await photos.createAlbum({ name: 'Sea', photoIds: [ids[0]!] }, call);
  await photos.addToAlbum({ albumId, photoIds: [ids[0]!, ids[1]!] }, call);
  await photos.renameAlbum({ albumId, name: 'Coast' }, call);
  expect(await photos.albums({}, call)).toEqual([{ id: albumId, name: 'Coast', photos: 2 }]);
  await photos.deleteAlbum({ albumId }, call);
  expect(await photos.albums({}, call)).toEqual([]);
  const labels = [];
  for (let step = 0; step < 3; step++) labels.push((await actions.undo({}, call))?.label);
  expect(labels).toEqual(['Remove the album "Coast"', 'Rename an album to "Coast"', 'Add 2 photos to "Sea"']);
  expect(await photos.albums({}, call)).toEqual([{ id: albumId, name: 'Sea', photos: 1 }]);
});

test('albums: an import puts its photos into one, also those that were here', async () => {
  const { photos, actions, folder, house, ...opened } = await openWith(1);
  const { id: albumId } = await photos.createAlbum({ name: 'Sea', photoIds: [] }, call);
  writeFileSync(join(folder, 'new.jpg'), await drawnSharp(50, 300, 200).jpeg().toBuffer());
  const ticket = house.tickets.mint({ path: folder, name: 'f', kind: 'folder', isUpload: false });
  const { jobId } = await photos.import({ tickets: [ticket], place: 'link', albumId }, call);
  await house.queue.ended(jobId);
  expect(await photos.albums({}, call)).toMatchObject([{ photos: 2 }]);
  await actions.undo({}, call);
  expect(await photos.albums({}, call)).toMatchObject([{ photos: 0 }]);
  expect(await idsOf({ ...opened, house })).toHaveLength(1);
});

test('samples: the bundled photos come once, marked as samples, and can be taken back', async () => {
  const { photos, actions } = await openWith(0);
  const cards = await photos.addSamples({}, call);
  expect(cards).toHaveLength(6);
  expect(cards.every(({ isSample }) => isSample)).toBe(true);
  expect((await photos.addSamples({}, call)).map(({ id }) => id)).toEqual(cards.map(({ id }) => id));
  await actions.undo({}, call);
  expect(await photos.count(all, call)).toMatchObject({ total: 0 });
});

test('results: which one is shown is an action, and the info tells where it comes from', async () => {
  const { photos, actions, ids, house, folder, pictures } = await openWith(1);
  const photoId = ids[0]!;
  const output = join(house.library.results, '1.jpg');
  copyFileSync(join(folder, '0.jpg'), output);
  const { sha256 } = await photos.info({ photoId }, call);
  const runId = house.catalog.runs.add({
    name: 'night',
    method: 'cyclegan',
    options: {},
    datasetVersionId: null,
    folder: 'runs/night',
    steps: 10,
  }).id;
  house.catalog.translators.add({
    name: 'Dusk',
    file: 'translators/dusk.onnx',
    sha256: hashOf(7),
    runId,
    step: 8,
    direction: 'a-to-b',
    domainA: 'day',
    domainB: 'dusk',
    licence: 'MIT',
    origin: 'trained',
  });
  const { id } = house.catalog.results.add({
    photoId,
    parentId: null,
    translatorSha256: hashOf(7),
    parameters: { strength: 0.5 },
    outputPath: 'results/1.jpg',
    outputSha256: sha256,
    styleName: 'Dusk',
    direction: 'a-to-b',
    widthPixels: 500,
    heightPixels: 300,
    seconds: 1,
  });
  house.catalog.results.place(id, true, null);
  await photos.showResult({ photoId, resultId: id }, call);
  const info = await photos.info({ photoId }, call);
  expect(info.history).toMatchObject([{ id, isCurrent: true, strength: 0.5, styleName: 'Dusk' }]);
  expect(info.lineage.map(({ value }) => value)).toEqual([
    '0.jpg',
    'Dusk, 50 %',
    'day → dusk',
    hashOf(7).slice(0, 12),
    'night, step 8',
  ]);
  expect(await sizeOf((await pictures['result-view']!([String(id)], call.signal))!.path)).toEqual([500, 300]);
  await photos.trashResult({ resultId: id }, call);
  expect(await photos.info({ photoId }, call)).toMatchObject({ results: 0, history: [], lineage: [] });
  await actions.undo({}, call);
  expect(await photos.info({ photoId }, call)).toMatchObject({ results: 1, history: [{ isCurrent: true }] });
});
