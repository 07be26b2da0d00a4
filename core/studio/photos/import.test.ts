import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportSummary } from '../../contract/photos-contract.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { xmpList, xmpWith } from '../../image/keywords-stand-in.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { emptied, openHouse } from '../house-stand-in.ts';
import { all, call, importPaths, names, parts, ticketFor, writePhoto } from './import-stand-in.ts';

test('import: S-06 a ticket that was never given is refused, and nothing is begun', async () => {
  const opened = await openHouse(parts);
  const tickets = [{ ticket: '/etc/passwd-is-no-ticket', name: 'passwd', kind: 'file' as const }];
  await expect(opened.areas.photos.import({ tickets, place: 'link' }, call)).rejects.toMatchObject({
    reason: 'ticket-unknown',
  });
  expect(await opened.areas.photos.imports({}, call)).toEqual([]);
});

test('import: S-06 a ticket works once', async () => {
  const opened = await openHouse(parts);
  const ticket = ticketFor(opened, await writePhoto(join(temporaryFolder(), 'a.jpg'), 1));
  await opened.areas.photos.import({ tickets: [ticket], place: 'link' }, call);
  await expect(opened.areas.photos.import({ tickets: [ticket], place: 'link' }, call)).rejects.toMatchObject({
    reason: 'ticket-unknown',
  });
});

test('import: says how many came, came twice, cannot be read and are no photos', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  await writePhoto(join(folder, 'a.jpg'), 1);
  writeFileSync(join(folder, 'again.jpg'), readFileSync(join(folder, 'a.jpg')));
  mkdirSync(join(folder, 'below'));
  const whole = readFileSync(await writePhoto(join(folder, 'below', 'b.jpg'), 2));
  writeFileSync(join(folder, 'cut.jpg'), whole.subarray(0, whole.length / 2));
  writeFileSync(join(folder, 'notes.txt'), 'Dear diary');
  writeFileSync(join(folder, '.hidden.jpg'), whole);
  writeFileSync(join(folder, 'Thumbs.db'), 'junk');
  const { end, importId } = await importPaths(opened, [folder]);
  expect(end).toMatchObject({
    state: 'finished',
    summary: '2 photos, 1 duplicate, 1 unreadable, 1 not a photo',
  });
  expect(await names(opened)).toEqual(['a.jpg', 'b.jpg']);
  const [summary] = await opened.areas.photos.imports({}, call);
  expect(summary).toMatchObject({ id: importId, added: 2, duplicates: 1, unreadable: 1, notPhotos: 1 });
  expect(summary!.problems).toMatchObject([
    { name: 'cut.jpg', failure: { code: 'D-IMG-002', reason: 'truncated-image' } },
  ]);
});

test('import: names its photos in their order, with those that were there already', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  const paths = [await writePhoto(join(folder, 'a.jpg'), 1), await writePhoto(join(folder, 'b.jpg'), 2)];
  await importPaths(opened, [paths[0]!]);
  const { photos } = opened.areas;
  const before = await photos.ids({ query: all, offset: 0, limit: 9 }, call);
  const tickets = paths.map((path) => ticketFor(opened, path));
  const { jobId } = await photos.import({ tickets, place: 'link' }, call);
  await opened.house.queue.ended(jobId);
  const named = await photos.imported({ jobId }, call);
  expect(named).toHaveLength(2);
  expect(named[0]).toBe(before[0]);
});

test('import: S-35 originals stay as they are, linked or copied', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  const paths = [await writePhoto(join(folder, 'a.jpg'), 1), await writePhoto(join(folder, 'b.jpg'), 2)];
  const facts = () => paths.map((path) => [statSync(path).mtimeMs, readFileSync(path).toString('base64')]);
  const before = facts();
  await importPaths(opened, [paths[0]!], 'link');
  await importPaths(opened, [paths[1]!], 'copy');
  const ids = await opened.areas.photos.ids({ query: all, offset: 0, limit: 9 }, call);
  await opened.areas.photos.trash({ photoIds: ids }, call);
  await emptied(opened.areas.photos.emptyTrash({}, call));
  expect(facts()).toEqual(before);
  expect(readdirSync(folder)).toEqual(['a.jpg', 'b.jpg']);
});

test('import: a copy is named by its content and kept under the name that the person knows', async () => {
  const opened = await openHouse(parts);
  const path = await writePhoto(join(temporaryFolder(), 'My Photo.JPG'), 1);
  await importPaths(opened, [path], 'copy');
  const [id] = await opened.areas.photos.ids({ query: all, offset: 0, limit: 1 }, call);
  const info = await opened.areas.photos.info({ photoId: id! }, call);
  expect(info).toMatchObject({ name: 'My Photo.JPG', place: 'copied', widthPixels: 400, heightPixels: 300 });
  const copy = join(opened.house.library.photos, info.sha256.slice(0, 2), `${info.sha256}.jpg`);
  expect(readFileSync(copy).equals(readFileSync(path))).toBe(true);
});

test('import: an upload is copied whatever was asked, and its file is taken', async () => {
  const opened = await openHouse(parts);
  const path = await writePhoto(join(temporaryFolder(), 'upload-1'), 1);
  const ticket = opened.house.tickets.mint({ path, name: 'sea.jpg', kind: 'file', isUpload: true });
  const { jobId } = await opened.areas.photos.import({ tickets: [ticket], place: 'link' }, call);
  await opened.house.queue.ended(jobId);
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
  expect(await names(opened)).toEqual(['sea.jpg']);
  expect(readdirSync(opened.house.library.photos).filter((name) => name.startsWith('incoming'))).toEqual([]);
});

test('import: an upload that cannot be read is called by its own name', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  const path = join(folder, 'cut.jpg');
  writeFileSync(path, readFileSync(await writePhoto(join(folder, 'whole.jpg'), 1)).subarray(0, 900));
  const tickets = [ticketFor(opened, join(folder, 'whole.jpg'), true), ticketFor(opened, path, true)];
  const { jobId } = await opened.areas.photos.import({ tickets, place: 'link' }, call);
  await opened.house.queue.ended(jobId);
  const [{ problems }] = (await opened.areas.photos.imports({}, call)) as [ImportSummary];
  expect(problems).toMatchObject([
    { name: 'cut.jpg', failure: { message: expect.stringMatching(/(^|[\s"])cut\.jpg/) as string } },
  ]);
});

test('import: is one action that is undone and done again', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  await writePhoto(join(folder, 'a.jpg'), 1);
  await writePhoto(join(folder, 'b.jpg'), 2);
  await importPaths(opened, [folder]);
  expect(await opened.areas.actions.undo({}, call)).toMatchObject({ label: 'Import 2 photos' });
  expect(await names(opened)).toEqual([]);
  expect(await opened.areas.photos.imports({}, call)).toMatchObject([{ isUndone: true }]);
  await opened.areas.actions.redo({}, call);
  expect(await names(opened)).toEqual(['a.jpg', 'b.jpg']);
});

test('import: photos of an undone import come back when they are imported again', async () => {
  const opened = await openHouse(parts);
  const path = await writePhoto(join(temporaryFolder(), 'a.jpg'), 1);
  const { importId } = await importPaths(opened, [path]);
  await opened.areas.photos.undoImport({ importId }, call);
  expect((await importPaths(opened, [path])).end).toMatchObject({ summary: '1 photo' });
  expect(await names(opened)).toEqual(['a.jpg']);
});

test('import: S-67 a cancelled one leaves nothing', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  for (let seed = 0; seed < 30; seed++) await writePhoto(join(folder, `${seed}.jpg`), seed);
  const tickets = [ticketFor(opened, folder)];
  const { jobId } = await opened.areas.photos.import({ tickets, place: 'copy' }, call);
  await new Promise<void>((resolve) => {
    opened.house.changes.listen(({ topic }) => topic === 'photos' && resolve());
  });
  opened.house.queue.cancel(jobId);
  expect(await opened.house.queue.ended(jobId)).toMatchObject({ state: 'cancelled' });
  expect(await names(opened)).toEqual([]);
  expect(await opened.areas.photos.imports({}, call)).toEqual([]);
  expect(opened.house.catalog.photos.list()).toEqual([]);
});

test('import: goes on after a restart where it was', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  for (let seed = 0; seed < 12; seed++) await writePhoto(join(folder, `${seed}.jpg`), seed);
  const tickets = [ticketFor(opened, folder)];
  const { jobId } = await opened.areas.photos.import({ tickets, place: 'link' }, call);
  await new Promise<void>((resolve) => {
    opened.house.changes.listen(({ topic }) => topic === 'photos' && resolve());
  });
  await opened.close();
  const again = await openHouse(parts, { root: opened.house.library.root });
  expect(await again.house.queue.ended(jobId)).toMatchObject({ summary: '12 photos' });
  expect(await again.areas.photos.count(all, call)).toMatchObject({ total: 12 });
});

test('import: S-14 the keywords in a file are its tags, and it is found by them', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  const xmp = xmpWith(xmpList('dc:subject', ['sea', '&lt;b&gt;bold&lt;/b&gt;']));
  writeFileSync(join(folder, 'tagged.jpg'), await drawnSharp(1, 400, 300).withXmp(xmp).jpeg().toBuffer());
  await writePhoto(join(folder, 'sea.jpg'), 2);
  await importPaths(opened, [folder]);
  const query = { ...all, search: 'tag:sea' };
  const [photoId] = await opened.areas.photos.ids({ query, offset: 0, limit: 9 }, call);
  expect(await names(opened, query)).toEqual(['tagged.jpg']);
  const { tags } = await opened.areas.photos.info({ photoId: photoId! }, call);
  expect(tags).toEqual(['sea', '<b>bold</b>']);
});
