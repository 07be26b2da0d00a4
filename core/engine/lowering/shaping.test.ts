import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeOf } from '../shapes.ts';
import { createAgreement, type Case } from './agreement-stand-in.ts';
import { coveredKernels } from './covered-kernels-stand-in.ts';
import { anyShape, given, placed, placedOf, shapeOf, type Placed } from './memory-stand-in.ts';

const agreement = createAgreement();

interface Shaping {
  readonly x: Placed;
  /** The axes in another order. */
  readonly order: readonly number[];
  readonly repeats: readonly number[];
  /** The shape of the gathered indices. */
  readonly indices: readonly number[];
}

const shapings: fc.Arbitrary<Shaping> = placedOf(anyShape).chain((x) => {
  const rank = x.shape.length;
  const axes = Array.from({ length: rank }, (_, i) => i);
  return fc.record({
    x: fc.constant(x),
    order: fc.shuffledSubarray(axes, { minLength: rank, maxLength: rank }),
    repeats: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: rank, maxLength: rank }),
    indices: shapeOf(0, 2),
  });
});

function everyShaping({ order, repeats }: Shaping, x: tf.Tensor): Record<string, tf.Tensor> {
  const { shape, rank } = x;
  return {
    flat: tf.reshape(x, [-1]),
    turned: tf.reshape(x, shape.toReversed()),
    merged: tf.reshape(x, [sizeOf(shape.slice(0, 2)), ...shape.slice(2)]),
    squeezed: tf.squeeze(x),
    ...numbered('expanded', rank + 1, (axis) => tf.expandDims(x, axis)),
    ...numbered('stacked', rank + 1, (axis) => tf.stack([x, tf.neg(x), x], axis)),
    transposed: tf.transpose(x, [...order]),
    reversed: tf.transpose(x),
    ...(rank === 0 ? {} : { tiled: tf.tile(x, [...repeats]) }),
  };
}

function numbered(name: string, count: number, make: (i: number) => tf.Tensor): Record<string, tf.Tensor> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name} ${i}`, make(i)]));
}

function shapingCase(shaping: Shaping): Case {
  return {
    title: JSON.stringify(shaping),
    inputs: { x: given(shaping.x) },
    run: ({ x }) => everyShaping(shaping, placed(shaping.x, x!)),
  };
}

/** Gathers along every axis, with indices that fit that axis. */
function gatherCase({ x: tensor, indices }: Shaping): Case {
  const { shape } = tensor;
  const wanted = shape.map((size, axis) => [`indices${axis}`, { shape: indices, values: size }] as const);
  return {
    title: JSON.stringify({ tensor, indices }),
    inputs: { x: given(tensor), ...Object.fromEntries(wanted) },
    run: ({ x, ...all }) =>
      numbered('gathered', shape.length, (axis) =>
        tf.gather(placed(tensor, x!), all[`indices${axis}`]!, axis),
      ),
  };
}

test('shaping: reshapes, transpositions, stacks and tiles agree with TensorFlow.js', async () => {
  const property = fc.asyncProperty(fc.array(shapings, { minLength: 5, maxLength: 5 }), (list) =>
    agreement.check(list.map(shapingCase), 0),
  );
  await fc.assert(property, { seed: 6, numRuns: 20 });
});

test('shaping: gathering by int32 inputs along every axis agrees with TensorFlow.js', async () => {
  const property = fc.asyncProperty(fc.array(shapings, { minLength: 5, maxLength: 5 }), (list) =>
    agreement.check(list.map(gatherCase), 0),
  );
  await fc.assert(property, { seed: 7, numRuns: 20 });
});

test('shaping: pictures chosen out of a pool and the new ones agree with TensorFlow.js', async () => {
  await agreement.check([
    {
      title: 'pool',
      inputs: {
        pool: { shape: [3, 4, 5, 3], held: true },
        x: { shape: [2, 4, 5, 3] },
        filter: { shape: [3, 3, 3, 3] },
        picks: { shape: [2], values: 5 },
        kept: { shape: [3], values: 5 },
      },
      run({ pool, x, filter, picks, kept }) {
        const fakes = tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
        const all = tf.concat([pool!, fakes], 0);
        return { chosen: tf.gather(all, picks!), pool: tf.gather(all, kept!) };
      },
    },
  ]);
});

test('shaping: each of them was compared', () => {
  expect([...agreement.kernels]).toEqual(expect.arrayContaining(coveredKernels.shaping));
});
