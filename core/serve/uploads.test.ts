import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { createTickets } from '../studio/tickets.ts';
import { startServer } from './serving-stand-in.ts';
import { createUploads } from './uploads.ts';

const limits = { batches: 2, files: 3, fileBytes: 10, batchBytes: 15 };

function open() {
  const folder = join(temporaryFolder(), 'uploads');
  mkdirSync(folder);
  const tickets = createTickets();
  return { folder, tickets, uploads: createUploads(folder, tickets, limits) };
}
const body = (text: string) => Readable.from([Buffer.from(text)]);

test('uploads: S-75 a file over the limit is refused and removed', async () => {
  const { uploads, folder } = open();
  const { batch } = await uploads.open();
  await expect(uploads.put(batch, 'a.jpg', body('12345678901'))).rejects.toMatchObject({
    reason: 'invalid-option',
  });
  expect([readdirSync(join(folder, batch)), uploads.close(batch, 0)]).toEqual([[], []]);
});

test('uploads: S-75 files that are too large together are refused', async () => {
  const { uploads } = open();
  const { batch } = await uploads.open();
  await uploads.put(batch, 'a.jpg', body('1234567890'));
  await expect(uploads.put(batch, 'b.jpg', body('123456'))).rejects.toMatchObject({
    reason: 'invalid-option',
  });
});

test('uploads: S-75 more files than the limit are refused', async () => {
  const { uploads } = open();
  const { batch } = await uploads.open();
  for (const name of ['a', 'b', 'c']) await uploads.put(batch, name, body('1'));
  await expect(uploads.put(batch, 'd', body('1'))).rejects.toMatchObject({ reason: 'invalid-option' });
});

test('uploads: S-75 more open batches than the limit are refused', async () => {
  const { uploads } = open();
  await uploads.open();
  await uploads.open();
  await expect(uploads.open()).rejects.toMatchObject({ reason: 'invalid-option' });
});

test('uploads: a second file of the same name does not replace the first', async () => {
  const { uploads, folder } = open();
  const { batch } = await uploads.open();
  await uploads.put(batch, 'a.jpg', body('first'));
  await expect(uploads.put(batch, 'a.jpg', body('other'))).rejects.toMatchObject({
    reason: 'invalid-option',
  });
  expect(readFileSync(join(folder, batch, 'a.jpg'), 'utf8')).toBe('first');
});

test('uploads: a batch of which a file is missing has no tickets', async () => {
  const { uploads } = open();
  const { batch } = await uploads.open();
  await uploads.put(batch, 'a.jpg', body('1'));
  expect(() => uploads.close(batch, 2)).toThrow('Only 1 of 2 files came.');
});

test('uploads: a folder becomes one ticket, files one each, under the names they were given', async () => {
  const { uploads, tickets } = open();
  const { batch } = await uploads.open();
  await uploads.put(batch, 'trip/day 1/a.jpg', body('1'));
  await uploads.put(batch, 'trip/b.jpg', body('2'));
  await uploads.put(batch, 'c:d.jpg', body('3'));
  const ticketed = uploads.close(batch, 3);
  expect(ticketed.map(({ name, kind }) => [name, kind])).toEqual([
    ['trip', 'folder'],
    ['c:d.jpg', 'file'],
  ]);
  const { path, isUpload } = tickets.take(ticketed[0]!.ticket);
  expect([readFileSync(join(path, 'day 1/a.jpg'), 'utf8'), isUpload]).toEqual(['1', true]);
});

test('uploads: S-74 over the wire they land in the library’s folder for uploads', async () => {
  const { askWithToken, studio } = await startServer();
  const { batch } = JSON.parse((await askWithToken('/uploads', { method: 'POST' })).text) as {
    batch: string;
  };
  const put = await askWithToken(`/uploads/${batch}?path=${encodeURIComponent('a b.jpg')}`, {
    method: 'PUT',
    body: 'x',
  });
  const climbing = await askWithToken(`/uploads/${batch}?path=..%2Fx`, { method: 'PUT', body: 'x' });
  const closed = await askWithToken(`/uploads/${batch}/close?files=1`, { method: 'POST' });
  expect([put.status, climbing.status, JSON.parse(closed.text)]).toEqual([
    204,
    422,
    [expect.objectContaining({ name: 'a b.jpg', kind: 'file' })],
  ]);
  expect(existsSync(join(studio.library.uploads, batch, 'a b.jpg'))).toBe(true);
});
