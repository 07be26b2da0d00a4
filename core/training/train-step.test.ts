import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { createEagerRunner } from '../engine/eager-runner.ts';
import type { NamedArrays } from '../engine/step.ts';
import { noise, tinyMethod, useCpuBackend } from './method-stand-in.ts';
import { buildTrainStep, initialState } from './train-step.ts';

beforeAll(useCpuBackend);

const options = tinyMethod.complete({ size: 4, batch: 2, poolSize: 5, ema: true, emaDecay: 0.9 });
const step = buildTrainStep(tinyMethod, options);

function inputs(given: NamedArrays = {}): NamedArrays {
  const old = noise(2, 4, 9);
  const scalars = {
    'adam.rate': Float32Array.of(0.1),
    'adam.epsilon': Float32Array.of(1e-8),
    'ema.decay': Float32Array.of(0.9),
  };
  const pool = { 'pool.y': old, 'pick.y': Int32Array.of(2, 3) };
  return { x: noise(2, 4, 1), y: noise(2, 4, 2), ...scalars, ...pool, ...given };
}

async function runOnce(given: NamedArrays = {}) {
  const runner = createEagerRunner(step);
  const before = initialState(tinyMethod, options);
  runner.setState(before);
  const outputs = await runner.run(inputs(given));
  return { before, after: runner.state(), outputs };
}

it('train step: the state has weights, moments of all that moves and averages of what translates', () => {
  expect(Object.keys(step.state).filter((name) => name.includes('G/'))).toEqual([
    'G/mix/kernel',
    'adam.m/G/mix/kernel',
    'adam.v/G/mix/kernel',
    'G/mix/bias',
    'adam.m/G/mix/bias',
    'adam.v/G/mix/bias',
    'ema/G/mix/kernel',
    'ema/G/mix/bias',
  ]);
  expect(step.state).not.toHaveProperty(['ema/D/mix/kernel']);
});

it('train step: without a pool and an average nothing is asked for them', () => {
  const plain = buildTrainStep(tinyMethod, { ...options, poolSize: 0, ema: false });
  expect(Object.keys(plain.inputs)).toEqual(['x', 'y', 'adam.rate', 'adam.epsilon']);
});

it('train step: the state that comes out has the names that went in', async () => {
  const { before, after } = await runOnce();
  expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted());
});

it('train step: the average keeps its part and takes the rest from the new weights', async () => {
  const { before, after } = await runOnce();
  const expected = 0.9 * before['G/mix/kernel']![0]! + 0.1 * after['G/mix/kernel']![0]!;
  expect(after['ema/G/mix/kernel']![0]).toBeCloseTo(expected, 6);
});

it('train step: the discriminator sees the old images that were picked, the generator does not', async () => {
  const fresh = await runOnce();
  const old = await runOnce({ 'pick.y': Int32Array.of(0, 3) });
  expect(old.outputs['loss.discriminator']).not.toEqual(fresh.outputs['loss.discriminator']);
  expect(old.outputs['loss.adversarial']).toEqual(fresh.outputs['loss.adversarial']);
  expect(old.outputs['fake.y']).toEqual(fresh.outputs['fake.y']);
});

it('train step: old images that equal the new fakes change nothing', async () => {
  const fresh = await runOnce();
  const same = await runOnce({ 'pool.y': fresh.outputs['fake.y']!, 'pick.y': Int32Array.of(0, 1) });
  expect(same.outputs['loss.discriminator']).toEqual(fresh.outputs['loss.discriminator']);
});

it('train step: a step leaves no tensor behind', async () => {
  const runner = createEagerRunner(step);
  runner.setState(initialState(tinyMethod, options));
  await runner.run(inputs());
  const before = tf.memory().numTensors;
  await runner.run(inputs());
  expect(tf.memory().numTensors).toBe(before);
});
