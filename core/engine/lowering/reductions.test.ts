import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAgreement, type Case } from './agreement-stand-in.ts';
import { coveredKernels } from './covered-kernels-stand-in.ts';
import { anyShape, given, placed, placedOf, shapeOf, type Placed } from './memory-stand-in.ts';

const agreement = createAgreement();

const reductions = { sum: tf.sum, mean: tf.mean, max: tf.max, min: tf.min, prod: tf.prod };

function subsetsOf(rank: number): number[][] {
  const all = Array.from({ length: 2 ** rank }, (_, bits) => bits);
  return all.map((bits) => Array.from({ length: rank }, (_, i) => i).filter((i) => (bits >> i) % 2 === 1));
}

/** Every reduction over every subset of the axes, with the reduced axes kept and dropped. */
function everyReduction(x: tf.Tensor): Record<string, tf.Tensor> {
  const results = subsetsOf(x.rank).flatMap((axes) =>
    Object.entries(reductions).flatMap(([name, reduce]) =>
      [true, false].map((keepDims) => [`${name} ${axes.join()} ${keepDims}`, reduce(x, axes, keepDims)] as const),
    ),
  );
  return Object.fromEntries(results);
}

function caseOf(x: Placed): Case {
  return {
    title: JSON.stringify(x),
    inputs: { x: given(x, 'positive') },
    run: (tensors) => everyReduction(placed(x, tensors['x']!)),
  };
}

test('reductions: over every subset of axes they agree with TensorFlow.js wherever the tensor lies', async () => {
  const lists = fc.tuple(placedOf(anyShape), placedOf(shapeOf(4, 4)));
  const property = fc.asyncProperty(lists, (list) => agreement.check(list.map(caseOf)));
  await fc.assert(property, { seed: 5, numRuns: 16 });
});

test('reductions: whole numbers and truth values agree with TensorFlow.js', async () => {
  await agreement.check([
    {
      title: 'integers',
      inputs: { x: { shape: [3, 2], values: 9 } },
      run: ({ x }) => ({
        sum: tf.sum(x!, 0),
        max: tf.max(x!, 1),
        min: tf.min(x!),
        prod: tf.prod(x!, 1),
        mean: tf.mean(x!, 1),
        count: tf.sum(tf.greater(x!, 4)),
      }),
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
