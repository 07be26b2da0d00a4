import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { leastSquares } from './least-squares.ts';

beforeAll(() => tf.setBackend('cpu'));

it('least squares: the generator wants scores of one', () => {
  // mean of (0 - 1)^2, (1 - 1)^2, (3 - 1)^2, (-1 - 1)^2 = (1 + 0 + 4 + 4) / 4
  expect(leastSquares.generator(tf.tensor([0, 1, 3, -1])).dataSync()[0]).toBeCloseTo(2.25, 6);
});

it('least squares: the discriminator wants one for real and zero for fake, each half', () => {
  // real: mean of (0.5 - 1)^2, (1 - 1)^2 = 0.125; fake: mean of 0.4^2, 0^2 = 0.08; half of 0.205
  const loss = leastSquares.discriminator(tf.tensor([0.5, 1]), tf.tensor([0.4, 0]));
  expect(loss.dataSync()[0]).toBeCloseTo(0.1025, 6);
});

it('least squares: a loss leaves one tensor behind', () => {
  const scores = tf.tensor([0.5, 1]);
  const before = tf.memory().numTensors;
  tf.tidy(() => leastSquares.discriminator(scores, scores));
  expect(tf.memory().numTensors).toBe(before + 1);
});
