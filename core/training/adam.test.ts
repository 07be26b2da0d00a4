import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { adam, adamScalars, type AdamSlot } from './adam.ts';

const options = { beta1: 0.5, beta2: 0.999, epsilon: 1e-8 };
const learningRate = 0.1;

beforeAll(() => tf.setBackend('cpu'));

function run(gradients: readonly number[]): number[] {
  const weights: number[] = [];
  let slot: AdamSlot = { weight: tf.tensor([1]), m: tf.tensor([0]), v: tf.tensor([0]) };
  gradients.forEach((gradient, i) => {
    const { rate, epsilon } = adamScalars(i + 1, learningRate, options);
    slot = adam(slot, tf.tensor([gradient]), { rate: tf.scalar(rate), epsilon: tf.scalar(epsilon) }, options);
    weights.push(slot.weight.dataSync()[0]!);
  });
  return weights;
}

it('adam: a gradient of zero moves nothing', () => {
  expect(run([0, 0])).toEqual([1, 1]);
});

it('adam: three steps give the numbers of Algorithm 1', () => {
  // t = 1, g = 2: m^ = 2, v^ = 4, w = 1 - 0.1 * 2 / 2 = 0.9
  // t = 2, g = -1: m = (0.5 * 1 + 0.5 * -1) = 0, w stays 0.9
  // t = 3, g = 3: m = 0.5 * 0 + 0.5 * 3 = 1.5, m^ = 1.5 / 0.875 = 1.7142857;
  //   v = 0.001 * (0.999^2 * 4 + 0.999 * 1 + 9) = 0.013991004, v^ = v / (1 - 0.999^3) = v / 0.002997001 = 4.66833478,
  //   sqrt = 2.16063296, w = 0.9 - 0.1 * 1.7142857 / 2.16063296 = 0.82065817
  const [first, second, third] = run([2, -1, 3]);
  expect(first).toBeCloseTo(0.9, 6);
  expect(second).toBeCloseTo(0.9, 6);
  expect(third).toBeCloseTo(0.82065817, 6);
});

it('adam: epsilon stands outside the root, as large as it was given', () => {
  // t = 1, g = 1e-8: m^ = 1e-8, sqrt(v^) = 1e-8, so w = 1 - 0.1 * 1e-8 / (1e-8 + 1e-8) = 0.95
  // t = 2, the same: m^ = 1e-8 and sqrt(v^) = 1e-8 again, another 0.05
  const [first, second] = run([1e-8, 1e-8]);
  expect(first).toBeCloseTo(0.95, 5);
  expect(second).toBeCloseTo(0.9, 5);
});
