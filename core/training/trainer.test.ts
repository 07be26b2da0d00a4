import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readLosses } from '../checkpoint/loss-log.ts';
import { CoreError } from '../contract/core-error.ts';
import { createEagerRunner } from '../engine/eager-runner.ts';
import { noise, noiseBatches, useCpuBackend } from './method-stand-in.ts';
import { newest, options, runIn, runUntil, stepsOf } from './run-stand-in.ts';
import type { Training } from './training.ts';

let folder: string;

beforeAll(useCpuBackend);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diptych-trainer-'));
});
afterEach(() => rm(folder, { recursive: true }));

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
