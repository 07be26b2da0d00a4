import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { writePicture } from '../../image/pictures-stand-in.ts';
import type { TestHouse } from '../house-stand-in.ts';
import { call, open } from './datasets-house-stand-in.ts';

/** Resources with a sample pair of 3 pictures a side. */
async function samplePair(): Promise<string> {
  const resources = temporaryFolder();
  for (const [side, seed] of [
    ['day', 1],
    ['dusk', 100],
  ] as const) {
    const folder = join(resources, 'sample-pair', side);
    mkdirSync(folder, { recursive: true });
    for (let i = 0; i < 3; i++) await writePicture(join(folder, `${i}.png`), seed + i, 32, 32);
  }
  return resources;
}

async function added({ areas, house }: TestHouse) {
  const { jobId } = await areas.datasets.addSample(undefined, call);
  return house.queue.ended(jobId!);
}

test('sample set: without its pictures the job fails in a sentence, and there is no dataset', async () => {
  const test = await open({ resources: temporaryFolder() });
  expect(await added(test)).toMatchObject({ state: 'failed', failure: { reason: 'write-failed' } });
  expect(await test.areas.datasets.list(undefined, call)).toEqual([]);
});

test('sample set: it is copied into the library, so that it survives a moved app', async () => {
  const resources = await samplePair();
  const test = await open({ resources });
  expect(await added(test)).toMatchObject({ state: 'finished' });
  rmSync(dirname(join(resources, 'sample-pair')), { recursive: true });
  const [card] = await test.areas.datasets.list(undefined, call);
  expect(card).toMatchObject({ name: 'Day and dusk', isSample: true, domains: { a: 'day', b: 'dusk' } });
  const picture = await test.pictures['dataset']!([String(card!.versionId), 'b', '0'], call.signal);
  expect(existsSync(picture!.path)).toBe(true);
});

test('sample set: asked for again while it is imported, it is the same job, and none afterwards', async () => {
  const test = await open({ resources: await samplePair() });
  const { datasets } = test.areas;
  const first = await datasets.addSample(undefined, call);
  expect(await datasets.addSample(undefined, call)).toEqual(first);
  await test.house.queue.ended(first.jobId!);
  expect(await datasets.addSample(undefined, call)).toEqual({ name: 'Day and dusk', jobId: null });
});

test('sample set: S-67 cancelled, it leaves nothing, and comes when it is asked for again', async () => {
  const test = await open({ resources: await samplePair() });
  const { jobId } = await test.areas.datasets.addSample(undefined, call);
  test.house.queue.cancel(jobId!);
  expect(await test.house.queue.ended(jobId!)).toMatchObject({ state: 'cancelled' });
  expect(readdirSync(test.house.library.datasets)).toEqual([]);
  expect(await added(test)).toMatchObject({ state: 'finished' });
});
