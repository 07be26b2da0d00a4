import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAgreement, type Case } from './agreement-stand-in.ts';
import { coveredKernels } from './covered-kernels-stand-in.ts';
import { given, placed, placedOf, shapeOf, shapeOfRank4, type Placed } from './memory-stand-in.ts';

const agreement = createAgreement();

/** What happens along one axis. */
interface Cut {
  /** Parts of the axis, from 0 to 1. */
  readonly begin: number;
  readonly length: number;
  readonly before: number;
  readonly after: number;
  readonly reverses: boolean;
}

const cut: fc.Arbitrary<Cut> = fc.record({
  begin: fc.double({ min: 0, max: 0.99, noNaN: true }),
  length: fc.double({ min: 0, max: 1, noNaN: true }),
  before: fc.nat(3),
  after: fc.nat(3),
  reverses: fc.boolean(),
});

interface Slicing {
  readonly x: Placed;
  readonly other: Placed;
  readonly cuts: readonly Cut[];
  readonly fill: number;
}

const slicings: fc.Arbitrary<Slicing> = fc.oneof(shapeOf(1, 4), shapeOfRank4).chain((shape) =>
  fc.record({
    x: placedOf(fc.constant(shape)),
    other: placedOf(fc.constant(shape)),
    cuts: fc.array(cut, { minLength: shape.length, maxLength: shape.length }),
    fill: fc.constantFrom(0, 0, 1.5),
  }),
);

function sliced({ cuts }: Slicing, x: tf.Tensor): tf.Tensor {
  const begin = x.shape.map((size, i) => Math.floor(cuts[i]!.begin * size));
  const size = x.shape.map((whole, i) => Math.max(1, Math.round(cuts[i]!.length * (whole - begin[i]!))));
  return tf.slice(x, begin, size);
}

function alongEveryAxis(x: tf.Tensor, other: tf.Tensor, { cuts }: Slicing): Record<string, tf.Tensor> {
  const results = x.shape.flatMap((size, axis) => {
    const first = Math.max(1, Math.floor(cuts[axis]!.length * size));
    // TensorFlow.js has no gradient of a split into one part.
    const parts =
      first < size ? tf.split(x, [first, size - first], axis) : size > 1 ? tf.split(x, size, axis) : [x];
    return [
      [`joined ${axis}`, tf.concat([x, other, x], axis)] as const,
      [`joined with itself ${axis}`, tf.concat([x], axis)] as const,
      [`exchanged ${axis}`, tf.concat(parts.toReversed(), axis)] as const,
      ...parts.map((part, i) => [`part ${axis} ${i}`, part] as const),
    ];
  });
  return Object.fromEntries(results);
}

function everySlicing(slicing: Slicing, a: tf.Tensor, b: tf.Tensor): Record<string, tf.Tensor> {
  const { cuts, fill } = slicing;
  const axes = cuts.flatMap(({ reverses }, axis) => (reverses ? [axis] : []));
  const paddings = cuts.map(({ before, after }): [number, number] => [before, after]);
  return {
    sliced: sliced(slicing, a),
    toTheEnd: tf.slice(a, [Math.floor(cuts[0]!.begin * a.shape[0])]),
    padded: tf.pad(a, paddings, fill),
    reversed: tf.reverse(a, axes),
    mirrored: tf.reverse(a),
    ...alongEveryAxis(a, b, slicing),
  };
}

/** The gradients of the sum of all squares. */
function gradients(slicing: Slicing, a: tf.Tensor, b: tf.Tensor): Record<string, tf.Tensor> {
  const sumOfSquares = (...[x, y]: tf.Tensor[]): tf.Scalar =>
    tf.addN(Object.values(everySlicing(slicing, x!, y!)).map((part) => tf.sum<tf.Scalar>(tf.square(part))));
  const [da, db] = tf.grads(sumOfSquares)([a, b]);
  return { da: da!, db: db! };
}

function caseOf(slicing: Slicing, results: typeof everySlicing): Case {
  const { x, other } = slicing;
  return {
    title: JSON.stringify(slicing),
    inputs: { x: given(x), other: given(other) },
    run: (tensors) => results(slicing, placed(x, tensors['x']!), placed(other, tensors['other']!)),
  };
}

test.each([
  ['results', everySlicing, 25],
  ['gradients', gradients, 10],
] as const)(
  'slicing: %s of slices, joins, paddings, reversals and splits agree with TensorFlow.js',
  async (_, results, numRuns) => {
    const property = fc.asyncProperty(fc.array(slicings, { minLength: 4, maxLength: 4 }), (list) =>
      agreement.check(list.map((slicing) => caseOf(slicing, results))),
    );
    await fc.assert(property, { seed: 8, numRuns });
  },
);

test('slicing: each of them was compared', () => {
  expect([...agreement.kernels]).toEqual(expect.arrayContaining(coveredKernels.slicing));
});
