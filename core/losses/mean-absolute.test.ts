import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { meanAbsolute } from './mean-absolute.ts';

beforeAll(() => tf.setBackend('cpu'));

it('mean absolute: the differences are averaged over all elements, not summed', () => {
  // |1 - 0|, |-2 - 2|, |0 - 1|, |4 - 4| = 1, 4, 1, 0
  const loss = meanAbsolute(tf.tensor2d([1, -2, 0, 4], [2, 2]), tf.tensor2d([0, 2, 1, 4], [2, 2]));
  expect(loss.dataSync()[0]).toBeCloseTo(1.5, 6);
});
