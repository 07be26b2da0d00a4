import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { checkpointSteps } from '../checkpoint/checkpoint-folder.ts';
import { createEagerRunner } from '../engine/eager-runner.ts';
import type { StepRunner } from '../engine/step.ts';
import { adamScalars } from './adam.ts';
import { noiseBatches, tinyMethod, useCpuBackend } from './method-stand-in.ts';
import { newest, options, runIn, stepsOf } from './run-stand-in.ts';
import { linearDecay } from './schedule.ts';
import type { Training } from './training.ts';

let folder: string;

beforeAll(useCpuBackend);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diptych-trainer-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('trainer: a checkpoint at each quarter, those for good', async () => {
  const { news } = await runIn(folder);
  expect(stepsOf(news, 'checkpoint')).toEqual([2, 4, 6, 8]);
  expect((await newest(folder)).manifest.milestone).toBe(true);
});

it('trainer: the last three checkpoints and the quarters stay, the others go', async () => {
  await runIn(folder, { pace: { checkpointSeconds: 1e9, checkpointSteps: 1, sampleSteps: 1000 } });
  expect(await checkpointSteps(folder)).toEqual([2, 4, 6, 7, 8]);
});

it('trainer: the learning rate follows the schedule', async () => {
  const rates: number[] = [];
  const createRunner: Training['createRunner'] = async (step) => {
    const runner = createEagerRunner(step);
    const run: StepRunner['run'] = async (inputs) => {
      if ('adam.rate' in inputs) rates.push(inputs['adam.rate'][0]!);
      return runner.run(inputs);
    };
    return { ...runner, run };
  };
  await runIn(folder, { createRunner });
  const expected = rates.map((_, i) => adamScalars(i + 1, linearDecay(i, options), tinyMethod.adam).rate);
  expect(rates).toHaveLength(8);
  rates.forEach((rate, i) => expect(rate / expected[i]!).toBeCloseTo(1, 6));
});

it('trainer: a checkpoint when enough time has gone by', async () => {
  let seconds = 0;
  const now = (): number => (seconds += 1); // each look at the clock is a second
  const { news } = await runIn(folder, { now, pace: { checkpointSeconds: 6, sampleSteps: 1000 } });
  expect(stepsOf(news, 'checkpoint').length).toBeGreaterThan(4);
});

it('trainer: sample sheets at the start, at the interval and at the end', async () => {
  const { news } = await runIn(folder, { pace: { checkpointSeconds: 1e9, sampleSteps: 3 } });
  expect(stepsOf(news, 'sample')).toEqual([0, 3, 6, 8]);
  const sheet = news.find((one) => one.type === 'sample');
  const facts = await sharp(await readFile((sheet as { path: string }).path)).metadata();
  expect(facts.format).toBe('webp');
  expect(facts.width).toBeGreaterThanOrEqual(6 * 4); // six columns of four pixels
});

it('trainer: the time left is the median step times the steps left', async () => {
  let seconds = 0;
  const now = (): number => (seconds += 0.25);
  const { news } = await runIn(folder, { now });
  const last = news.filter((one) => one.type === 'step').at(-2)!;
  expect(last.etaSeconds).toBeCloseTo(last.secondsPerStep, 9); // one step left
  expect(last.dataSeconds).toBe(0.25); // two looks at the clock, one apart
  expect(last.dataFraction).toBeCloseTo(1 / 3, 9); // of three looks a step, one is that
});

it('trainer: of the wait for pictures, what was spent reading them is told apart', async () => {
  let seconds = 0;
  const now = (): number => (seconds += 0.25);
  const batches: Training['batches'] = { ...noiseBatches(options), readingShare: 0.6 };
  const { news } = await runIn(folder, { now, batches });
  const last = news.filter((one) => one.type === 'step').at(-1)!;
  expect(last.diskFraction).toBeCloseTo(0.2, 9); // 0.6 of a third
});

it('trainer: a disk that is almost full gets no samples but all checkpoints, and that is told once (D-DSK-002)', async () => {
  const pace = { checkpointSeconds: 1e9, sampleSteps: 1, leastFreeBytes: Number.MAX_SAFE_INTEGER };
  const { news } = await runIn(folder, { pace });
  expect(stepsOf(news, 'sample')).toEqual([]);
  expect(stepsOf(news, 'samples-paused')).toEqual([0]);
  expect(stepsOf(news, 'checkpoint')).toEqual([2, 4, 6, 8]);
});
