import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openTestStudio, type TestStudio } from './studio-stand-in.ts';

const day = fileURLToPath(new URL('../../resources/sample-pair/day', import.meta.url));
const dusk = day.replace(/day$/, 'dusk');

/** A library with two imports in its queue, the first of which runs. */
async function busy(root?: string): Promise<TestStudio & { readonly jobIds: readonly number[] }> {
  const opened = await openTestStudio(root);
  const jobIds: number[] = [];
  for (const folder of [day, dusk]) {
    const tickets = [...(await opened.studio.mint([folder]))];
    jobIds.push((await opened.client.photos.import({ tickets, place: 'copy' })).jobId);
  }
  await expect.poll(() => opened.studio.quitting.running()).toBe(1);
  return { ...opened, jobIds };
}

async function states({ client, jobIds }: Awaited<ReturnType<typeof busy>>): Promise<readonly string[]> {
  return Promise.all(jobIds.map(async (jobId) => (await client.jobs.get({ jobId })).state));
}

test('quitting: B10 what runs is finished, what waits is not begun', async () => {
  const app = await busy();
  expect(await app.studio.quitting.finishRunning()).toBe(true);
  expect(await states(app)).toEqual(['finished', 'queued']);
});

test('quitting: B10 who stays after all has the queue go on', async () => {
  const app = await busy();
  const finished = app.studio.quitting.finishRunning();
  app.studio.quitting.stay();
  expect([await finished, (await app.client.jobs.isHeld()).isHeld]).toEqual([false, false]);
  await expect.poll(() => states(app), { timeout: 30_000 }).toEqual(['finished', 'finished']);
});

test('quitting: B10 what runs is cancelled, what waits stays in the queue', async () => {
  const app = await busy();
  await app.studio.quitting.cancelRunning();
  expect(await states(app)).toEqual(['cancelled', 'queued']);
});

test('quitting: B10 what is kept in the queue goes on by itself at the next start', async () => {
  const root = join(temporaryFolder(), 'library');
  const { studio, jobIds } = await busy(root);
  await studio.close();
  const { client } = await openTestStudio(root);
  const again = async () =>
    Promise.all(jobIds.map(async (jobId) => (await client.jobs.get({ jobId })).state));
  await expect.poll(again, { timeout: 30_000 }).toEqual(['finished', 'finished']);
  const { total } = await client.photos.count({ source: { kind: 'all' }, search: '', sort: 'newest' });
  expect(total).toBe(readdirSync(day).length + readdirSync(dusk).length);
});
