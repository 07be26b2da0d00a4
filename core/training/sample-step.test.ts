import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { tinyMethod, useCpuBackend } from './method-stand-in.ts';
import type { Method } from './method.ts';
import { buildSampleStep, translatorWeights } from './sample-step.ts';

beforeAll(useCpuBackend);

const options = tinyMethod.complete({ size: 4, ema: true });

/** Weights of a 1 x 1 convolution that multiplies by a factor and adds something. */
function affine(network: string, factor: number, plus: number): Record<string, Float32Array> {
  return {
    [`${network}/mix/kernel`]: Float32Array.of(factor, 0, 0, 0, factor, 0, 0, 0, factor),
    [`${network}/mix/bias`]: new Float32Array(3).fill(plus),
  };
}

function outputsOf(method: Method, values: Readonly<Record<string, Float32Array>>): Record<string, number> {
  const step = buildSampleStep(method, options);
  const state = Object.entries(step.state).map(([name, { shape }]) => [
    name,
    tf.tensor(values[name]!, [...shape]),
  ]);
  const images = { x: tf.fill([1, 4, 4, 3], 0.5), y: tf.fill([1, 4, 4, 3], -0.25) };
  const { outputs } = step.run(Object.fromEntries(state) as Record<string, tf.Tensor>, images);
  return Object.fromEntries(Object.entries(outputs).map(([name, image]) => [name, image.dataSync()[0]!]));
}

it('sample step: photos go there and back', () => {
  // G doubles, F adds 0.25: 0.5 -> 1 -> 1.25 and -0.25 -> 0 -> 0
  const found = outputsOf(tinyMethod, { ...affine('G', 2, 0), ...affine('F', 1, 0.25) });
  expect(found).toEqual({ 'x-to-y': 1, 'x-to-y-to-x': 1.25, 'y-to-x': 0, 'y-to-x-to-y': 0 });
});

it('sample step: a method of one direction has no way back', () => {
  const oneWay: Method = { ...tinyMethod, translators: { 'x-to-y': 'G' } };
  expect(outputsOf(oneWay, affine('G', 2, 0))).toEqual({ 'x-to-y': 1 });
});

it('translator weights: the averages where there are any, else the weights themselves', () => {
  const state = { ...affine('G', 1, 0), ...affine('F', 1, 0), 'ema/G/mix/bias': Float32Array.of(7, 7, 7) };
  const weights = translatorWeights(tinyMethod, options, state);
  expect(Object.keys(weights)).toEqual(['G/mix/kernel', 'G/mix/bias', 'F/mix/kernel', 'F/mix/bias']);
  expect(weights['G/mix/bias']).toEqual(Float32Array.of(7, 7, 7));
  expect(weights['F/mix/bias']).toEqual(Float32Array.of(0, 0, 0));
});
