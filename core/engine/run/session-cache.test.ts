import * as tf from '@tensorflow/tfjs';
import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStepRunner } from '../create-step-runner.ts';
import type { Step } from '../step.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diptych-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** y = factor * x + 1; one cache entry a factor. */
function scaling(factor: number): Step {
  return {
    name: 'scaling',
    state: {},
    inputs: { x: { shape: [2], dtype: 'float32' } },
    run: (_, { x }) => ({ state: {}, outputs: { y: tf.add(tf.mul(x!, factor), 1) } }),
  };
}

async function runScaling(factor: number, cacheFolder = folder): Promise<number[]> {
  const runner = await createStepRunner(scaling(factor), { cacheFolder, threads: 1 });
  const { y } = await runner.run({ x: Float32Array.of(1, 2) });
  await runner.dispose();
  return [...y!];
}

const entries = (): Promise<string[]> => readdir(folder);

test('graph cache: a damaged or empty entry is made anew', async () => {
  await runScaling(2);
  const [name] = await entries();
  const path = join(folder, name!);
  const whole = await readFile(path);
  await writeFile(path, 'not a graph');
  expect(await runScaling(2)).toEqual([3, 5]);
  expect(await readFile(path)).toEqual(whole);
  await truncate(path, 0);
  expect(await runScaling(2)).toEqual([3, 5]);
  expect(await readFile(path)).toEqual(whole);
});

test('graph cache: a folder that cannot be made is no reason not to run', async () => {
  const blocked = join(folder, 'file');
  await writeFile(blocked, '');
  expect(await runScaling(2, join(blocked, 'cache'))).toEqual([3, 5]);
});

test('graph cache: the second start uses the entry of the first and leaves it as it is', async () => {
  await runScaling(2);
  const [name] = await entries();
  const { ino } = await stat(join(folder, name!));
  expect(await runScaling(2)).toEqual([3, 5]);
  expect(await entries()).toEqual([name]);
  expect((await stat(join(folder, name!))).ino).toBe(ino);
});

test('graph cache: another step gets an entry of its own', async () => {
  expect(await runScaling(2)).toEqual([3, 5]);
  expect(await runScaling(3)).toEqual([4, 7]);
  expect(await entries()).toHaveLength(2);
});

test('graph cache: two starts at once end with one good entry', async () => {
  const results = await Promise.all([runScaling(2), runScaling(2), runScaling(2)]);
  expect(results).toEqual([
    [3, 5],
    [3, 5],
    [3, 5],
  ]);
  expect((await entries()).filter((name) => name.endsWith('.onnx'))).toHaveLength(1);
  expect(await runScaling(2)).toEqual([3, 5]);
});

test('graph cache: of more than 24 entries the one not used for longest goes', async () => {
  await runScaling(1000);
  const [oldest] = await entries();
  for (let factor = 2; factor < 25; factor++) await runScaling(factor);
  expect(await entries()).toHaveLength(24);
  await utimes(join(folder, oldest!), new Date(0), new Date(0));
  await runScaling(25);
  expect(await entries()).toHaveLength(24);
  expect(await entries()).not.toContain(oldest);
});
