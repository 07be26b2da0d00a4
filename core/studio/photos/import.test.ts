import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { PhotoQuery } from '../../contract/photos-contract.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { actionsPart } from '../actions/actions-part.ts';
import { photosPart } from './photos-part.ts';

const all: PhotoQuery = { source: { kind: 'all' }, search: '', sort: 'name' };
const call = { signal: new AbortController().signal };
const parts = [photosPart, actionsPart];

async function writePhoto(path: string, seed: number): Promise<string> {
  writeFileSync(path, await drawnSharp(seed, 400, 300).jpeg().toBuffer());
  return path;
}

function ticketFor({ house }: TestHouse, path: string, isUpload = false) {
  const kind = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? 'folder' : 'file';
  return house.tickets.mint({ path, name: path.split('/').at(-1)!, kind, isUpload });
}

async function importPaths(opened: TestHouse, paths: readonly string[], place: 'link' | 'copy' = 'link') {
  const tickets = paths.map((path) => ticketFor(opened, path));
  const { jobId, importId } = await opened.areas.photos.import({ tickets, place }, call);
  return { importId, end: await opened.house.queue.ended(jobId) };
}

const names = async (opened: TestHouse, query = all) =>
  (await opened.areas.photos.page({ query, offset: 0, limit: 100 }, call)).map(({ name }) => name);

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

test('import: S-25 what only is called a photo is not one', async () => {
  const opened = await openHouse(parts);
  const path = join(temporaryFolder(), 'drawing.jpg');
  writeFileSync(path, '<svg xmlns="http://www.w3.org/2000/svg"></svg>');
  const { end } = await importPaths(opened, [path]);
  expect(end).toMatchObject({ summary: '0 photos, 1 unreadable' });
});

test('import: S-29 pipes, folders called like photos, loops and empty files end with their own words', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
  mkdirSync(join(folder, 'folder.jpg'));
  symlinkSync(join(folder, 'loop.jpg'), join(folder, 'loop.jpg'));
  symlinkSync(folder, join(folder, 'folder.jpg', 'back'));
  writeFileSync(join(folder, 'empty.jpg'), '');
  writeFileSync(join(folder, 'one.jpg'), 'x');
  await writePhoto(join(folder, 'good.jpg'), 1);
  const { end } = await importPaths(opened, [folder, join(folder, 'pipe.jpg'), join(folder, 'gone.jpg')]);
  expect(end).toMatchObject({ state: 'finished' });
  const [summary] = await opened.areas.photos.imports({}, call);
  expect(summary).toMatchObject({ added: 1, notPhotos: 1 });
  expect(summary!.problems.map(({ name, failure }) => [name, failure.reason]).sort()).toEqual([
    ['back', 'not-a-file'],
    ['empty.jpg', 'empty-file'],
    ['gone.jpg', 'file-not-found'],
    ['loop.jpg', 'not-a-file'],
    ['pipe.jpg', 'not-a-file'],
    ['pipe.jpg', 'not-a-file'],
  ]);
});

test('import: S-34 S-14 names come through as they are', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  const hostile = [
    'with spaces %41 #1 ?.jpg',
    '\u{1F98A}.jpg',
    'caf\u00e9.jpg',
    'cafe\u0301.jpg',
    `${'n'.repeat(251)}.jpg`,
    '<img src=x onerror=alert(1)>.jpg',
    'a\u202egpj.exe.jpg',
    'line\nbreak.jpg',
  ];
  for (const [index, name] of hostile.entries()) await writePhoto(join(folder, name), index);
  expect((await importPaths(opened, [folder], 'copy')).end).toMatchObject({ summary: '8 photos' });
  expect((await names(opened)).sort()).toEqual([...hostile].sort());
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
  await opened.areas.photos.emptyTrash({}, call);
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
