import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAgreement, type Case } from './agreement-stand-in.ts';
import { coveredKernels } from './covered-kernels-stand-in.ts';
import { given, placed, placeOf, type Place, type Placed } from './memory-stand-in.ts';

const agreement = createAgreement();
const size = fc.integer({ min: 1, max: 6 });

interface Product {
  readonly a: Placed;
  readonly b: Placed;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The images of a batch may all meet the same matrix; TensorFlow.js broadcasts no batch axis by itself. */
const products: fc.Arbitrary<Product> = fc
  .record({
    batch: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    alone: fc.constantFrom('neither', 'a', 'b'),
    sizes: fc.tuple(size, size, size),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
  })
  .chain(({ batch, alone, sizes: [rows, inner, columns], transposeA, transposeB }) => {
    const batchOf = (side: string): number[] => batch.map((n) => (alone === side ? 1 : n));
    const shapeA = [...batchOf('a'), ...(transposeA ? [inner, rows] : [rows, inner])];
    const shapeB = [...batchOf('b'), ...(transposeB ? [columns, inner] : [inner, columns])];
    return fc.record({
      a: withPlace(shapeA),
      b: withPlace(shapeB),
      transposeA: fc.constant(transposeA),
      transposeB: fc.constant(transposeB),
    });
  });

function withPlace(shape: number[]): fc.Arbitrary<Placed> {
  return placeOf(shape).map((place: Place) => ({ shape, place }));
}

function caseOf(product: Product): Case {
  const { a, b, transposeA, transposeB } = product;
  return {
    title: JSON.stringify(product),
    inputs: { a: given(a), b: given(b) },
    run(tensors) {
      const [left, right] = [placed(a, tensors['a']!), placed(b, tensors['b']!)];
      const multiply = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.matMul(x, y, transposeA, transposeB);
      if (a.shape.some((n, i) => i < a.shape.length - 2 && n !== b.shape[i]))
        return { product: multiply(left, right) };
      // TensorFlow.js has no gradient of a product that broadcasts.
      const [da, db] = tf.grads((x, y) => tf.square(multiply(x, y)))([left, right]);
      return { product: multiply(left, right), da: da!, db: db! };
    },
  };
}

test('matrices: products of every rank and their gradients agree with TensorFlow.js', async () => {
  const property = fc.asyncProperty(fc.array(products, { minLength: 5, maxLength: 5 }), (list) =>
    agreement.check(list.map(caseOf)),
  );
  await fc.assert(property, { seed: 10, numRuns: 20 });
});

test('matrices: each kernel was compared', () => {
  expect([...agreement.kernels]).toEqual(expect.arrayContaining(coveredKernels.matrices));
});
