import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { latestGoodCheckpoint, type LoadedCheckpoint } from '../checkpoint/load-checkpoint.ts';
import { openLossLog, readLosses } from '../checkpoint/loss-log.ts';
import { CoreError } from '../contract/core-error.ts';
import { createEagerRunner } from '../engine/eager-runner.ts';
import { noise, noiseBatches, tinyMethod, useCpuBackend } from './method-stand-in.ts';
import { openRunStore } from './run-store.ts';
import { train } from './trainer.ts';
import type { Training, TrainingNews } from './training.ts';

const options = tinyMethod.complete({
  size: 4,
  batch: 2,
  steps: 8,
  poolSize: 3,
  ema: true,
  learningRate: 0.01,
});

let folder: string;

beforeAll(useCpuBackend);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diptych-trainer-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Trains into a run folder; `onNews` may abort. Returns the news of the training, even when it throws. */
async function runIn(
  runFolder: string,
  given: Partial<Training> = {},
  onNews: (news: TrainingNews) => void = () => undefined,
): Promise<{ news: TrainingNews[]; error?: unknown }> {
  const losses = await openLossLog(join(runFolder, 'losses.jsonl'), {
    lastStep: given.resumeFrom?.step ?? 0,
  });
  const news: TrainingNews[] = [];
  try {
    const training = { ...parts(openRunStore(runFolder, { losses })), ...given };
    for await (const one of train(training)) {
      news.push(one);
      onNews(one);
    }
    return { news };
  } catch (error) {
    return { news, error };
  } finally {
    await losses.close();
  }
}

function parts(store: Training['store']): Training {
  return {
    method: tinyMethod,
    options,
    createRunner: async (step) => createEagerRunner(step),
    batches: noiseBatches(options),
    judge: { x: [noise(1, 4, 100), noise(1, 4, 101)], y: [noise(1, 4, 102)] },
    store,
    pace: { checkpointSeconds: 1e9, sampleSteps: 1000 },
    signal: new AbortController().signal,
  };
}

const stepsOf = (news: readonly TrainingNews[], type: TrainingNews['type']): (number | undefined)[] =>
  news.filter((one) => one.type === type).map((one) => ('step' in one ? one.step : undefined));

async function newest(runFolder: string): Promise<LoadedCheckpoint> {
  await openLossLog(join(runFolder, 'losses.jsonl'), { lastStep: 1e6 }).then((log) => log.close());
  return (await latestGoodCheckpoint(runFolder)).checkpoint;
}

/** Trains until the given step is done, then asks to stop. */
async function runUntil(
  runFolder: string,
  step: number,
  given: Partial<Training> = {},
): Promise<TrainingNews[]> {
  const stop = new AbortController();
  const { news, error } = await runIn(runFolder, { ...given, signal: stop.signal }, (one) => {
    if (one.type === 'step' && one.step === step) stop.abort();
  });
  expect(error).toBeUndefined();
  return news;
}

describe('what goes wrong', () => {
  it('trainer: a loss that is not a number stops the run and keeps the last good checkpoint', async () => {
    const good = noiseBatches(options);
    const batches: Training['batches'] = {
      next: async (step) =>
        step < 5 ? good.next(step) : { ...(await good.next(step)), x: noise(2, 4, 1).fill(NaN) },
    };
    const { news, error } = await runIn(folder, { batches });
    expect((error as CoreError).reason).toBe('diverged');
    expect((error as CoreError).message).toMatch(/the loss "\w+" is NaN in step 6/);
    expect(stepsOf(news, 'checkpoint')).toEqual([2, 4]);
    expect((await newest(folder)).step).toBe(4);
  });

  it('trainer: a state that is not finite is not saved, though the losses were', async () => {
    const createRunner: Training['createRunner'] = async (step) => {
      const runner = createEagerRunner(step);
      return {
        ...runner,
        state: () => ({ ...runner.state(), 'G/mix/bias': Float32Array.of(0, Infinity, 0) }),
      };
    };
    const { error } = await runIn(folder, { createRunner });
    expect((error as CoreError).message).toMatch(/"G\/mix\/bias" has a value that is not finite in step 2/);
    await expect(newest(folder)).rejects.toMatchObject({ reason: 'no-checkpoint' });
  });

  it('trainer: a checkpoint of another size is refused by the name of the tensor', async () => {
    await runUntil(folder, 4);
    const other = { ...options, crop: 8 };
    const { error } = await runIn(folder, { options: other, resumeFrom: await newest(folder) });
    expect(error).toMatchObject({ reason: 'damaged-checkpoint' });
    expect((error as CoreError).message).toMatch(/"pool\/y" should have the shape \[3, 8, 8, 3\] but has/);
  });

  it('trainer: pictures that got lost are told, and the training goes on', async () => {
    const good = noiseBatches(options);
    const batches: Training['batches'] = {
      next: async (step) => ({ ...(await good.next(step)), lost: step === 2 ? ['a/gone.png'] : [] }),
    };
    const { news } = await runIn(folder, { batches });
    expect(news.filter(({ type }) => type === 'images-lost')).toEqual([
      { type: 'images-lost', paths: ['a/gone.png'] },
    ]);
    expect(stepsOf(news, 'step')).toHaveLength(8);
  });
});

describe('stopping', () => {
  it('trainer: a stop before the first step saves nothing', async () => {
    const { news } = await runIn(folder, { signal: AbortSignal.abort() });
    expect(news.map(({ type }) => type)).toEqual(['sample', 'ended']);
  });

  it('trainer: a stop is heard between steps, saves and is not an error', async () => {
    const news = await runUntil(folder, 3);
    expect(stepsOf(news, 'step')).toEqual([1, 2, 3]);
    expect(stepsOf(news, 'checkpoint')).toEqual([2, 3]);
    expect(news.at(-1)).toEqual({ type: 'ended', step: 3, status: 'paused' });
  });

  it('trainer: a stop while waiting for pictures saves and is not an error', async () => {
    const stop = new AbortController();
    const good = noiseBatches(options);
    const batches: Training['batches'] = {
      next: async (step) => {
        if (step < 3) return good.next(step);
        stop.abort();
        throw new CoreError('cancelled', 'The training was stopped.');
      },
    };
    const { news, error } = await runIn(folder, { batches, signal: stop.signal });
    expect(error).toBeUndefined();
    expect(news.slice(-2)).toMatchObject([
      { type: 'checkpoint', step: 3 },
      { type: 'ended', step: 3, status: 'paused' },
    ]);
  });
});

describe('exact resume', () => {
  it.each([3, 4, 7])(
    'trainer: stopping after step %i and going on ends bit for bit where one go ends',
    async (at) => {
      const [one, two] = [join(folder, 'one'), join(folder, 'two')];
      await Promise.all([one, two].map((path) => mkdir(path)));
      await runIn(one);
      await runUntil(two, at);
      await runIn(two, { resumeFrom: await newest(two) });
      const [whole, resumed] = [await newest(one), await newest(two)];
      expect(resumed.step).toBe(8);
      expect(resumed.tensors).toEqual(whole.tensors);
      expect(resumed.manifest.random).toEqual(whole.manifest.random);
      const [lossesOne, lossesTwo] = await Promise.all(
        [one, two].map((path) => readLosses(join(path, 'losses.jsonl'))),
      );
      expect(lossesTwo!.map(({ step, losses }) => ({ step, losses }))).toEqual(
        lossesOne!.map(({ step, losses }) => ({ step, losses })),
      );
    },
  );

  it('trainer: a checkpoint holds weights, moments, averages, pool and random state', async () => {
    await runUntil(folder, 3);
    const { tensors, manifest } = await newest(folder);
    const kinds = new Set(Object.keys(tensors).map((name) => name.split('/')[0]));
    expect([...kinds].toSorted()).toEqual(['D', 'F', 'G', 'adam.m', 'adam.v', 'ema', 'pool']);
    expect(tensors['pool/y']!.shape).toEqual([3, 4, 4, 3]);
    expect(Object.keys(manifest.random)).toEqual(['pool']);
  });

  it('trainer: a run that is done has nothing left to do', async () => {
    await runIn(folder);
    const { news } = await runIn(folder, { resumeFrom: await newest(folder) });
    expect(news).toEqual([{ type: 'ended', step: 8, status: 'finished' }]);
  });
});

describe('pace', () => {
  it('trainer: a checkpoint at each quarter, those for good', async () => {
    const { news } = await runIn(folder);
    expect(stepsOf(news, 'checkpoint')).toEqual([2, 4, 6, 8]);
    expect((await newest(folder)).manifest.milestone).toBe(true);
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
    expect(facts.format).toBe('png');
    expect(facts.width).toBeGreaterThanOrEqual(6 * 4); // six columns of four pixels
  });

  it('trainer: the time left is the median step times the steps left', async () => {
    let seconds = 0;
    const now = (): number => (seconds += 0.25);
    const { news } = await runIn(folder, { now });
    const last = news.filter((one) => one.type === 'step').at(-2)!;
    expect(last.etaSeconds).toBeCloseTo(last.secondsPerStep, 9); // one step left
    expect(last.dataSeconds).toBe(0.25); // two looks at the clock, one apart
  });
});
