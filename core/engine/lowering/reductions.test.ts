import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAgreement, type Case } from './agreement-stand-in.ts';
import { coveredKernels } from './covered-kernels-stand-in.ts';
import { anyShape, given, placed, placedOf, shapeOfRank4, type Placed } from './memory-stand-in.ts';

const agreement = createAgreement();

const reductions = { sum: tf.sum, mean: tf.mean, max: tf.max, min: tf.min, prod: tf.prod };

function subsetsOf(rank: number): number[][] {
  const all = Array.from({ length: 2 ** rank }, (_, bits) => bits);
  return all.map((bits) => Array.from({ length: rank }, (_, i) => i).filter((i) => (bits >> i) % 2 === 1));
}

type Reduce = (x: tf.Tensor, axes: number[], keepDims: boolean) => tf.Tensor;

/** Over every subset of the axes, with the reduced axes kept and dropped. */
function overEverySubset(x: tf.Tensor, reduce: Reduce): Record<string, tf.Tensor> {
  const results = subsetsOf(x.rank).flatMap((axes) => [
    [`kept ${axes.join()}`, reduce(x, axes, true)] as const,
    [`dropped ${axes.join()}`, reduce(x, axes, false)] as const,
  ]);
  return Object.fromEntries(results);
}

test.each(Object.entries(reductions))(
  'reductions: %s over every subset of axes agrees with TensorFlow.js wherever the tensor lies',
  async (_, reduce) => {
    const caseOf = (x: Placed): Case => ({
      title: JSON.stringify(x),
      inputs: { x: given(x, 'positive') },
      run: (tensors) => overEverySubset(placed(x, tensors['x']!), reduce),
    });
    const lists = fc.tuple(placedOf(anyShape), placedOf(shapeOfRank4), placedOf(shapeOfRank4));
    const property = fc.asyncProperty(lists, (list) => agreement.check(list.map(caseOf)));
    await fc.assert(property, { seed: 5, numRuns: 10 });
  },
);

test('reductions: whole numbers and truth values agree with TensorFlow.js', async () => {
  await agreement.check([
    {
      title: 'integers',
      inputs: { x: { shape: [3, 2], values: 9 } },
      run: ({ x }) => ({
        sum: tf.sum(x!, 0),
        max: tf.max(x!),
        min: tf.min(x!, 1),
        prod: tf.prod(x!, 1),
        count: tf.sum(tf.greater(x!, 4)),
      }),
    },
  ]);
});

test('reductions: the mean of whole numbers keeps its fraction', async () => {
  await agreement.check([
    {
      title: 'integers',
      inputs: { x: { shape: [5, 2], values: 9 } },
      run: ({ x }) => ({ mean: tf.mean(x!, 1) }),
    },
  ]);
});

test('reductions: the gradient of a mean, which is one number, is spread where it must be whole', async () => {
  const shape = [2, 3, 2, 4];
  const slope = (x: tf.Tensor, axes?: number[]): tf.Tensor => tf.grad((t) => tf.mean(t, axes))(x);
  await agreement.check([
    {
      title: 'mean',
      inputs: { x: { shape }, filter: { shape: [2, 2, 4, 3] } },
      run({ x, filter }) {
        const uniform = slope(x!);
        return {
          uniform,
          perImage: slope(x!, [1, 2, 3]),
          perChannel: slope(x!, [0, 1, 2]),
          reduced: tf.sum(uniform, [1, 3]),
          reshaped: tf.reshape(uniform, [6, 8]),
          transposed: tf.transpose(slope(x!, [2]), [3, 1, 0, 2]),
          sliced: tf.slice(uniform, [1, 1, 0, 2], [1, 2, 2, 2]),
          joined: tf.concat([uniform, x!], 3),
          convolved: tf.conv2d(uniform as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'),
          throughSquares: tf.grad((t) => tf.mean(tf.square(t)))(x!),
          throughAbs: tf.grad((t) => tf.mean(tf.abs(t)))(x!),
        };
      },
    },
  ]);
});

test('reductions: each of them was compared', () => {
  expect([...agreement.kernels]).toEqual(expect.arrayContaining(coveredKernels.reductions));
});
