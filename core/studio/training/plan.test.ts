import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OptionValues } from '../../contract/training-contract.ts';
import type { DatasetManifest } from '../../dataset/manifest.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { isOnBattery, preflight, type PreflightQuestion } from './preflight.ts';
import { measurePlan } from './probe-job.ts';
import { addDataset, call, openTraining, tiny } from './training-house-stand-in.ts';

const sideOf = (count: number, pixels: number) => ({
  folder: '/pictures',
  images: Array.from({ length: count }, (_, i) => ({
    ...{ path: `${i}.png`, sizeBytes: 1, sha256: '0'.repeat(64) },
    ...{ widthPixels: pixels, heightPixels: pixels + 10 },
  })),
});

const manifestOf = (a: number, b: number, pixels = 256) =>
  ({
    domains: { a: sideOf(a, pixels), b: sideOf(b, pixels) },
    ...{ warnings: [], leftOut: [], judge: { a: [], b: [] } },
  }) as unknown as DatasetManifest;

const cost = { secondsPerStep: 1, totalSeconds: 3600, memoryBytes: 1e9, diskBytes: 2e9, isMeasured: true };
const fine: PreflightQuestion = {
  ...{ manifest: manifestOf(200, 200), sizePixels: 256, cost },
  ...{ freeDiskBytes: 9e9, freeMemoryBytes: 2e9, isOnBattery: false },
};
const levels = (change: Partial<PreflightQuestion>, about: RegExp) =>
  preflight({ ...fine, ...change })
    .filter(({ text }) => about.test(text))
    .map(({ level }) => level);

test('pre-flight: one picture is a problem, ten are a warning, two hundred are fine', () => {
  expect(levels({ manifest: manifestOf(1, 10) }, /to train on/)).toEqual(['problem', 'warning']);
  expect(levels({}, /to train on/)).toEqual(['ok', 'ok']);
});

test('pre-flight: a disk that is too full is a problem, a tight one a warning', () => {
  expect(levels({ freeDiskBytes: 1e9 }, /disk/)).toEqual(['problem']);
  expect(levels({ freeDiskBytes: 3e9 }, /disk/)).toEqual(['warning']);
  expect(levels({}, /disk/)).toEqual(['ok']);
});

test('pre-flight: too little memory, small pictures, long times and the battery are warnings', () => {
  expect(levels({ freeMemoryBytes: 5e8 }, /memory/)).toEqual(['warning']);
  expect(levels({ manifest: manifestOf(200, 200, 255) }, /enlarged/)).toEqual(['warning']);
  expect(levels({ cost: { ...cost, totalSeconds: 3 * 86_400 } }, /72 hours/)).toEqual(['warning']);
  expect(levels({ isOnBattery: true }, /battery/)).toEqual(['warning']);
});

test('pre-flight: a computer without a battery, with one, and one that does not say', async () => {
  const power = temporaryFolder();
  expect(await isOnBattery(join(power, 'none'))).toBeUndefined();
  expect(await isOnBattery(power)).toBe(false);
  mkdirSync(join(power, 'BAT0'));
  writeFileSync(join(power, 'BAT0', 'status'), 'Discharging\n');
  expect(await isOnBattery(power)).toBe(true);
});

test('plans: three of them, of a size that the pictures have, estimated until a probe has measured', async () => {
  const test = await openTraining();
  await addDataset(test, 3, 48);
  const { plans, cost: costOf, probe } = test.areas.training;
  const before = await plans({ dataset: 'set' }, call);
  expect(before.map(({ id }) => id)).toEqual(['quick', 'overnight', 'best']);
  expect(before.map(({ options }) => options['size'])).toEqual([32, 32, 32]);
  expect(before.every(({ cost: { isMeasured } }) => !isMeasured)).toBe(true);
  const { jobId } = await probe(
    { dataset: 'set', method: 'cyclegan', options: { ...tiny, steps: 1000 }, plan: null },
    call,
  );
  expect(await test.house.queue.ended(jobId)).toMatchObject({ state: 'finished' });
  const measured = await costOf({ method: 'cyclegan', options: { ...tiny, steps: 1000 } }, call);
  expect(measured.isMeasured).toBe(true);
  expect(measured.totalSeconds).toBeCloseTo(1000 * measured.secondsPerStep, 6);
  expect(measured.memoryBytes).toBeGreaterThan(50e6);
  const other = await costOf({ method: 'cyclegan', options: { ...tiny, filters: 4 } }, call);
  expect(other.isMeasured).toBe(false);
});

test('plans: a training with a problem does not start', async () => {
  const test = await openTraining();
  await addDataset(test, 2);
  const { name: dataset } = (await test.areas.datasets.list(undefined, call))[0]!;
  const request = { name: 'look', dataset, method: 'cyclegan', options: tiny };
  // two pictures of which one is a judge photo
  await expect(test.areas.training.start(request, call)).rejects.toMatchObject({ reason: 'invalid-option' });
});

test('plans: what is measured for no plan is measured once', async () => {
  const measured: number[] = [];
  const measure = async ({ size }: OptionValues) => measured.push(Number(size));
  await measurePlan({ size: 32 }, async () => undefined, measure);
  expect(measured).toEqual([32]);
});

test('plans: a plan that takes another size once its own was measured is measured in that size too', async () => {
  const measured: number[] = [];
  const measure = async ({ size }: OptionValues) => {
    measured.push(Number(size));
    return size;
  };
  // 32 is faster than estimated, 128 slower
  const next: Readonly<Record<number, number>> = { 32: 128, 128: 64, 64: 64 };
  const planNow = async () => {
    const size = next[measured.at(-1)!]!;
    return { options: { size }, cost: { ...cost, isMeasured: measured.includes(size) } };
  };
  expect(await measurePlan({ size: 32 }, planNow, measure)).toBe(64);
  expect(measured).toEqual([32, 128, 64]);
});
