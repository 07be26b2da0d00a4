import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { jobEnd, openTestStudio, type TestStudio } from './studio-stand-in.ts';

const all = { source: { kind: 'all' }, search: '', sort: 'newest' } as const;

async function problemOf({ library }: TestStudio['client']): Promise<string | undefined> {
  return (await library.state()).problem?.reason;
}

/** A library on a disk that can be pulled out. */
async function openPortable() {
  const disk = temporaryFolder();
  const [root, away] = [join(disk, 'library'), join(disk, 'away')];
  const opened = await openTestStudio(root);
  return {
    ...opened,
    pullOut: () => renameSync(root, away),
    putBack() {
      rmSync(root, { recursive: true, force: true }); // what was written where the disk had been
      renameSync(away, root);
    },
  };
}

test('library watch: S-61 a library whose disk is gone says so, and every call gives that as its reason', async () => {
  const { client, pullOut, putBack, faults } = await openPortable();
  pullOut();
  await expect.poll(() => problemOf(client), { timeout: 10_000 }).toBe('library-gone');
  await expect(client.photos.count(all)).rejects.toMatchObject({
    data: { reason: 'library-closed', details: { problem: { code: 'D-LIB-008' } } },
  });
  expect(faults).toEqual([]);
  putBack();
});

test('library watch: S-61 it opens by itself when the disk is back, with everything that was in it', async () => {
  const { client, pullOut, putBack } = await openPortable();
  const { length } = await client.photos.addSamples();
  pullOut();
  await expect.poll(() => problemOf(client), { timeout: 10_000 }).toBe('library-gone');
  putBack();
  await expect.poll(() => problemOf(client), { timeout: 10_000 }).toBeUndefined();
  expect((await client.photos.count(all)).total).toBe(length);
});

test('library watch: S-61 work that the disk took with it is done after it is back', async () => {
  const { client, pullOut, putBack } = await openPortable();
  const samples = await client.photos.addSamples();
  const [style] = await client.styles.list({ trashed: false });
  const { jobIds } = await client.translation.start({
    photoIds: samples.map(({ id }) => id),
    look: { styleId: style!.id, direction: 'a-to-b', strength: 1 },
    isUrgent: false,
  });
  pullOut();
  await expect.poll(() => problemOf(client), { timeout: 10_000 }).toBe('library-gone');
  putBack();
  await expect.poll(() => problemOf(client), { timeout: 10_000 }).toBeUndefined();
  const ends = await Promise.all(jobIds.map((jobId) => jobEnd(client, jobId)));
  expect(ends).toEqual(jobIds.map(() => 'finished'));
}, 120_000);
