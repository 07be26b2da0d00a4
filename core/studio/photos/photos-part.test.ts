import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOf } from '../../catalog/catalog-stand-in.ts';
import type { PhotoQuery } from '../../contract/photos-contract.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { inspectImage } from '../../image/inspect-image.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { actionsPart } from '../actions/actions-part.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { photosPart } from './photos-part.ts';

const all: PhotoQuery = { source: { kind: 'all' }, search: '', sort: 'name' };
const call = { signal: new AbortController().signal };

/** A library with so many photos, `0.jpg` on, linked from a folder. */
async function openWith(count: number, root = temporaryFolder()) {
  const opened = await openHouse([photosPart, actionsPart], { root });
  const folder = temporaryFolder();
  for (let seed = 0; seed < count; seed++) {
    writeFileSync(join(folder, `${seed}.jpg`), await drawnSharp(seed, 500, 300).jpeg().toBuffer());
  }
  if (count > 0) await importFrom(opened, folder);
  const ids = await idsOf(opened);
  return { ...opened, folder, ids, photos: opened.areas.photos, actions: opened.areas.actions };
}

async function importFrom({ house, areas }: TestHouse, path: string, place: 'link' | 'copy' = 'link') {
  const ticket = house.tickets.mint({ path, name: 'dropped', kind: 'folder', isUpload: false });
  const { jobId } = await areas.photos.import({ tickets: [ticket], place }, call);
  await house.queue.ended(jobId);
}

const idsOf = async ({ areas }: TestHouse, source: PhotoQuery['source'] = all.source) =>
  await areas.photos.ids({ query: { ...all, source }, offset: 0, limit: 100 }, call);

async function sizeOf(path: string): Promise<readonly [number, number]> {
  const { widthPixels, heightPixels } = await inspectImage(path);
  return [widthPixels, heightPixels];
}

test('pictures: addresses of what is not there lead nowhere', async () => {
  const { pictures, ids } = await openWith(1);
  const served = await Promise.all(
    [['999'], ['x'], [String(ids[0]), 'more'], [], ['1e3'], ['-1']].map((parts) =>
      pictures['thumb']!(parts, call.signal),
    ),
  );
  expect(served).toEqual(served.map(() => undefined));
  expect(await pictures['result-thumb']!(['7'], call.signal)).toBeUndefined();
});

test('pictures: a thumbnail is there after the import, at most 320 pixels long', async () => {
  const { pictures, ids } = await openWith(1);
  const served = await pictures['thumb']!([String(ids[0])], call.signal);
  expect(served).toMatchObject({ contentType: 'image/webp', isImmutable: true });
  expect(await sizeOf(served!.path)).toEqual([320, 192]);
});

test('pictures: views that many ask for at once are made once, and a lost thumbnail again', async () => {
  const { pictures, ids, house } = await openWith(1);
  const id = String(ids[0]);
  const served = await Promise.all([0, 1, 2].map(() => pictures['view']!([id], call.signal)));
  expect(new Set(served.map((one) => one?.path)).size).toBe(1);
  expect(await sizeOf(served[0]!.path)).toEqual([500, 300]); // never enlarged
  rmSync(join(house.library.cache, 'thumbs'), { recursive: true });
  expect(statSync((await pictures['thumb']!([id], call.signal))!.path).size).toBeGreaterThan(0);
});

test('pictures: a photo whose original is gone is marked, and found again where it lies now', async () => {
  const { pictures, ids, photos, folder, house } = await openWith(1);
  const photoId = ids[0]!;
  const moved = join(temporaryFolder(), 'moved.jpg');
  renameSync(join(folder, '0.jpg'), moved);
  expect(await pictures['view']!([String(photoId)], call.signal)).toBeUndefined();
  expect(await photos.info({ photoId }, call)).toMatchObject({ isMissing: true });
  const ticket = house.tickets.mint({ path: moved, name: 'moved.jpg', kind: 'file', isUpload: false });
  await photos.locate({ photoId, ticket }, call);
  expect(await photos.info({ photoId }, call)).toMatchObject({ isMissing: false });
  expect(await pictures['view']!([String(photoId)], call.signal)).toBeDefined();
});

test('pictures: an original that holds another picture now is told, not shown', async () => {
  const { pictures, ids, photos, folder } = await openWith(1);
  writeFileSync(join(folder, '0.jpg'), await drawnSharp(99, 500, 300).jpeg().toBuffer());
  expect(await pictures['view']!([String(ids[0])], call.signal)).toBeUndefined();
  const [card] = await photos.page({ query: all, offset: 0, limit: 1 }, call);
  expect(card!.problem).toContain('holds another picture');
});

test('locate: another picture is refused in a sentence', async () => {
  const { ids, photos, folder, house } = await openWith(2);
  const path = join(folder, '1.jpg');
  const ticket = house.tickets.mint({ path, name: '1.jpg', kind: 'file', isUpload: false });
  await expect(photos.locate({ photoId: ids[0]!, ticket }, call)).rejects.toMatchObject({
    reason: 'file-changed',
    message:
      '"1.jpg" is another picture than "0.jpg". Choose the original, or import this one as a new photo.',
  });
});

test('missing originals: S-63 those that went away while the library was closed are marked at the next start', async () => {
  const { folder, house, close } = await openWith(3);
  await close();
  rmSync(join(folder, '1.jpg'));
  const again = await openHouse([photosPart, actionsPart], { root: house.library.root });
  const cards = async () => await again.areas.photos.page({ query: all, offset: 0, limit: 9 }, call);
  await expect
    .poll(async () => (await cards()).map(({ isMissing }) => isMissing))
    .toEqual([false, true, false]);
});

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
  const { photos: gone, bytes } = await photos.emptyTrash({}, call);
  expect(gone).toBe(2);
  expect(bytes).toBeGreaterThan(0);
  expect(await idsOf({ ...opened, house }, { kind: 'trash' })).toEqual([]);
  expect(filesBelow(house.library.photos)).toEqual([]);
  expect(filesBelow(join(house.library.cache, 'thumbs'))).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(['0.jpg', '1.jpg']);
});

test('trash: undoing what concerns photos that are gone for good does nothing', async () => {
  const { ids, photos, actions } = await openWith(2);
  await photos.setStars({ photoIds: [ids[0]!], stars: 2 }, call);
  await photos.trash({ photoIds: [ids[0]!] }, call);
  await photos.emptyTrash({}, call);
  expect(await actions.undo({}, call)).not.toBeNull();
  expect(await actions.undo({}, call)).not.toBeNull();
  expect(await photos.count(all, call)).toMatchObject({ total: 1 });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

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
    'day and dusk, a-to-b',
    hashOf(7).slice(0, 12),
    'night, step 8',
  ]);
  expect(await sizeOf((await pictures['result-view']!([String(id)], call.signal))!.path)).toEqual([500, 300]);
  await photos.trashResult({ resultId: id }, call);
  expect(await photos.info({ photoId }, call)).toMatchObject({ results: 0, history: [], lineage: [] });
  await actions.undo({}, call);
  expect(await photos.info({ photoId }, call)).toMatchObject({ results: 1, history: [{ isCurrent: true }] });
});
