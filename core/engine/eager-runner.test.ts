import * as tf from '@tensorflow/tfjs';
import { beforeEach, expect, test } from 'vitest';
import { createEagerRunner } from './eager-runner.ts';
import type { Step } from './step.ts';

beforeEach(() => tf.setBackend('cpu'));

/** total <- total + the chosen numbers; the chosen numbers come out. */
const choosing: Step = {
  name: 'choosing',
  state: { total: { shape: [2], dtype: 'float32' } },
  inputs: { table: { shape: [3], dtype: 'float32' }, picks: { shape: [2], dtype: 'int32' } },
  run({ total }, { table, picks }) {
    const chosen = tf.gather(table!, picks!);
    return { state: { total: tf.add(total!, chosen) }, outputs: { chosen } };
  },
};

const inputs = { table: Float32Array.of(1, 2, 4), picks: Int32Array.of(2, 0) };

test('eager runner: state goes from run to run', async () => {
  const runner = createEagerRunner(choosing);
  runner.setState({ total: Float32Array.of(10, 20) });
  expect(await runner.run(inputs)).toEqual({ chosen: Float32Array.of(4, 1) });
  await runner.run(inputs);
  expect(runner.state()).toEqual({ total: Float32Array.of(18, 22) });
});

test('eager runner: a run that fails keeps the state', async () => {
  const runner = createEagerRunner(choosing);
  runner.setState({ total: Float32Array.of(10, 20) });
  await expect(runner.run({ ...inputs, table: Float32Array.of(1) })).rejects.toThrow();
  expect(runner.state()).toEqual({ total: Float32Array.of(10, 20) });
});

test('eager runner: what it is given and what it returns belong to the caller', async () => {
  const runner = createEagerRunner(choosing);
  const total = Float32Array.of(10, 20);
  runner.setState({ total });
  total.fill(0);
  runner.state()['total']!.fill(0);
  expect(runner.state()).toEqual({ total: Float32Array.of(10, 20) });
});

test('eager runner: no tensor is left behind', async () => {
  const runner = createEagerRunner(choosing);
  runner.setState({ total: Float32Array.of(10, 20) });
  await runner.run(inputs);
  await runner.run(inputs);
  const before = tf.memory().numTensors;
  await runner.run(inputs);
  expect(tf.memory().numTensors).toBe(before);
});

test('eager runner: says which backend it runs on', () => {
  expect(createEagerRunner(choosing).device).toBe('tensorflow.js cpu');
});
