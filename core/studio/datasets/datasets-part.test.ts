import { copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writePicture } from '../../image/pictures-stand-in.ts';
import { all, call, folderOf, importFolders, imported, open, ticketFor } from './datasets-house-stand-in.ts';

test('datasets: a folder with too few pictures fails the job with its reason and leaves nothing', async () => {
  const test = await open();
  const end = await importFolders(test, { a: await folderOf(1, 1), b: await folderOf(3, 100) });
  expect(end).toMatchObject({ state: 'failed', failure: { reason: 'too-few-images' } });
  expect(await test.areas.datasets.list(undefined, call)).toEqual([]);
});

test('datasets: a ticket works once', async () => {
  const test = await open();
  const ticket = ticketFor(test, await folderOf(2, 1), 'folder');
  await imported(test, [ticket], [ticketFor(test, await folderOf(2, 50), 'folder')]);
  await expect(
    test.areas.datasets.import({ name: 'again', a: [ticket], b: [ticket], judge: 0 }, call),
  ).rejects.toMatchObject({ reason: 'ticket-unknown' });
});

test('datasets: two folders become a version with their judge photos and what was left out', async () => {
  const test = await open();
  const a = await folderOf(4, 1);
  writeFileSync(join(a, 'notes.txt'), 'no picture');
  const end = await importFolders(test, { a, b: await folderOf(3, 100) });
  expect(end).toMatchObject({ state: 'finished', summary: '4 and 3 pictures, 1 left out' });
  const set = await test.areas.datasets.get({ name: 'set', smallerThanPixels: 48 }, call);
  expect(set).toMatchObject({ version: 1, images: { a: 4, b: 3 }, judge: { a: 1, b: 1 }, versions: [1] });
  expect(set.leftOut).toMatchObject([{ side: 'a', path: 'notes.txt', reason: 'unsupported-format' }]);
  expect(set.findings.find(({ kind }) => kind === 'small')).toMatchObject({
    ...{ level: 'warning', count: 7, text: '7 photos are smaller than the training size' },
  });
});

test('datasets: single files are copied and uploads are moved into the library', async () => {
  const test = await open();
  const [a, b] = [await folderOf(3, 1), await folderOf(3, 100)];
  const files = readdirSync(a).map((name) => ticketFor(test, join(a, name), 'file'));
  const end = await imported(test, files, [ticketFor(test, b, 'folder', true)]);
  expect(end.state).toBe('finished');
  expect(readdirSync(a)).toHaveLength(3);
  expect(existsSync(b)).toBe(false);
  const { images } = await test.areas.datasets.images(all, call);
  expect(images.map(({ path }) => path)).toEqual(['0.png', '1.png', '2.png']);
});

test('datasets: the same pictures again are no new version', async () => {
  const test = await open();
  const folders = { a: await folderOf(2, 1), b: await folderOf(2, 100) };
  await importFolders(test, folders);
  await importFolders(test, folders);
  expect(await test.areas.datasets.list(undefined, call)).toMatchObject([{ name: 'set', version: 1 }]);
});

test('datasets: near-duplicates and pictures on both sides are filters of the board', async () => {
  const test = await open();
  const [a, b] = [await folderOf(3, 1), await folderOf(3, 100)];
  await writePicture(join(a, 'larger.png'), 1, 64, 64);
  copyFileSync(join(a, '2.png'), join(b, 'leak.png'));
  await importFolders(test, { a, b });
  const paths = async (filter: 'near-duplicate' | 'on-both-sides') =>
    (await test.areas.datasets.images({ ...all, filter }, call)).images.map(({ path }) => path);
  expect(await paths('near-duplicate')).toEqual(['0.png', 'larger.png']);
  expect(await paths('on-both-sides')).toEqual(['2.png']);
  // The same picture with twice the pixels is the sharper one.
  expect(await test.areas.datasets.worseCopies({ name: 'set' }, call)).toEqual({ a: [0], b: [] });
});

test('datasets: files that went or changed are found in the background', async () => {
  const test = await open();
  const a = await folderOf(3, 1);
  await importFolders(test, { a, b: await folderOf(2, 100) });
  rmSync(join(a, '0.png'));
  await writePicture(join(a, '1.png'), 7, 40, 40);
  const found = async (kind: 'missing' | 'changed') =>
    (await test.areas.datasets.images({ ...all, filter: kind }, call)).images.map(({ path }) => path);
  await test.areas.datasets.get({ name: 'set', smallerThanPixels: 24 }, call);
  const told = test.changes.length;
  await expect.poll(() => test.changes.length).toBeGreaterThan(told);
  expect([await found('missing'), await found('changed')]).toEqual([['0.png'], ['1.png']]);
});

test('datasets: freezing excludes pictures, chooses judge photos and keeps the old version', async () => {
  const test = await open();
  await importFolders(test, { a: await folderOf(4, 1), b: await folderOf(4, 100) });
  const judge = { a: [3], b: [0, 1] };
  const card = await test.areas.datasets.freeze({ name: 'set', exclude: { a: [0], b: [] }, judge }, call);
  expect(card).toMatchObject({ version: 2, images: { a: 3, b: 4 }, judge: { a: 1, b: 2 } });
  const { images } = await test.areas.datasets.images({ ...all, filter: 'judge' }, call);
  expect(images.map(({ path, index }) => [path, index])).toEqual([['3.png', 2]]);
  expect((await test.areas.datasets.get({ name: 'set', smallerThanPixels: 1 }, call)).versions).toEqual([
    1, 2,
  ]);
});

test('datasets: a judge photo that is excluded is refused', async () => {
  const test = await open();
  await importFolders(test, { a: await folderOf(4, 1), b: await folderOf(4, 100) });
  const change = { exclude: { a: [0], b: [] }, judge: { a: [0], b: [] } };
  await expect(test.areas.datasets.freeze({ name: 'set', ...change }, call)).rejects.toMatchObject({
    reason: 'invalid-option',
  });
});

test('datasets: a renamed dataset keeps its versions, and its name is free again', async () => {
  const test = await open();
  const folders = { a: await folderOf(3, 1), b: await folderOf(3, 100) };
  await importFolders(test, folders);
  await test.areas.datasets.rename({ name: 'set', to: 'Zorn' }, call);
  await importFolders(test, folders);
  const cards = await test.areas.datasets.list(undefined, call);
  expect(cards.map(({ name, version }) => [name, version])).toEqual([
    ['Zorn', 1],
    ['set', 1],
  ]);
  await expect(test.areas.datasets.rename({ name: 'set', to: 'Zorn' }, call)).rejects.toMatchObject({
    reason: 'dataset-exists',
  });
});

test('datasets: S-13 a picture that there is not has no address, one that there is comes small', async () => {
  const test = await open();
  await importFolders(test, { a: await folderOf(2, 1, 400), b: await folderOf(2, 100) });
  const [card] = await test.areas.datasets.list(undefined, call);
  const serve = (...parts: string[]) => test.pictures['dataset']!(parts, call.signal);
  const none = [
    ['99', 'a', '0'],
    [String(card!.versionId), 'c', '0'],
    [String(card!.versionId), 'a', '9'],
  ];
  expect(await Promise.all(none.map((parts) => serve(...parts)))).toEqual([undefined, undefined, undefined]);
  const served = await serve(String(card!.versionId), 'a', '1');
  expect(served).toMatchObject({ contentType: 'image/webp', isImmutable: true });
  expect(existsSync(served!.path)).toBe(true);
});

test('datasets: S-67 a cancelled import leaves no files', async () => {
  const test = await open();
  const [a, b] = [await folderOf(3, 1), await folderOf(3, 100)];
  const files = (folder: string) =>
    readdirSync(folder).map((name) => ticketFor(test, join(folder, name), 'file'));
  const request = { name: 'set', a: files(a), b: files(b), judge: 0 };
  const { jobId } = await test.areas.datasets.import(request, call);
  test.house.queue.cancel(jobId);
  expect(await test.house.queue.ended(jobId)).toMatchObject({ state: 'cancelled' });
  expect(readdirSync(test.house.library.datasets)).toEqual([]);
});

test('datasets: S-53 an import that was killed after it had frozen its version leaves it as it is', async () => {
  const test = await open();
  const [a, b] = [await folderOf(3, 1), await folderOf(3, 100)];
  const files = readdirSync(a).map((name) => ticketFor(test, join(a, name), 'file'));
  await imported(test, files, [ticketFor(test, b, 'folder', true)]);
  const [first] = test.house.catalog.jobs.listEnded(1);
  const again = test.house.queue.add({
    kind: 'import-dataset',
    title: 'Import set',
    payload: first!.payload,
  });
  expect(await test.house.queue.ended(again.id)).toMatchObject({ state: 'finished' });
  const [card] = await test.areas.datasets.list(undefined, call);
  expect(card).toMatchObject({ version: 1, images: { a: 3, b: 3 } });
  expect(await test.pictures['dataset']!([String(card!.versionId), 'b', '2'], call.signal)).toBeDefined();
});
