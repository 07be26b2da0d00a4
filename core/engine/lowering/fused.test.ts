import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instanceNorm } from '../ops/instance-norm.ts';
import { reflectPad } from '../ops/reflect-pad.ts';
import { createAgreement, type Case } from './agreement-stand-in.ts';
import { coveredKernels } from './covered-kernels-stand-in.ts';
import { given, placed, placedOf, type Placed } from './memory-stand-in.ts';

const agreement = createAgreement();

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

interface Operation {
  readonly x: Placed;
  readonly epsilon: number;
  /** Below the smaller side. */
  readonly pad: number;
}

const operations: fc.Arbitrary<Operation> = placedOf(
  fc.tuple(upTo(3), upTo(7), upTo(7), upTo(4)).map((shape) => [...shape]),
).chain((x) =>
  fc.record({
    x: fc.constant(x),
    epsilon: fc.constantFrom(1e-5, 1e-3),
    pad: fc.nat(Math.min(x.shape[1]!, x.shape[2]!) - 1),
  }),
);

/** An operation, its gradient along `dy`, and the gradients of half the squares of that. */
function twiceDifferentiated(
  run: (x: tf.Tensor4D) => tf.Tensor4D,
  x: tf.Tensor,
  dy: tf.Tensor,
): Record<string, tf.Tensor> {
  const gradient = (image: tf.Tensor, slope: tf.Tensor): tf.Tensor =>
    tf.grad((t) => run(t as tf.Tensor4D))(image, slope);
  const [ddx, ddy] = tf.grads((image, slope) => tf.mul(tf.square(gradient(image, slope)), 0.5))([x, dy]);
  return { y: run(x as tf.Tensor4D), dx: gradient(x, dy), ddx: ddx!, ddy: ddy! };
}

function caseOf(operation: Operation, grown: number, run: (x: tf.Tensor4D) => tf.Tensor4D): Case {
  const { x } = operation;
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return {
    title: JSON.stringify(operation),
    inputs: { x: given(x), dy: { shape: [batch, height + grown, width + grown, channels] } },
    run: (tensors) => twiceDifferentiated(run, placed(x, tensors['x']!), tensors['dy']!),
  };
}

function listOf<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { minLength: 5, maxLength: 5 });
}

test('instance norm, compiled: it and its gradients of both orders agree with its composition', async () => {
  // Of a plane of one value, or nearly, nothing is left but rounding, which the second gradient multiplies.
  const varied = operations.filter(({ x }) => x.shape[1]! * x.shape[2]! > 3 && typeof x.place === 'string');
  const property = fc.asyncProperty(listOf(varied), (list) =>
    agreement.check(
      list.map((operation) => caseOf(operation, 0, (x) => instanceNorm(x, operation.epsilon))),
      1e-3,
    ),
  );
  await fc.assert(property, { seed: 40, numRuns: 8 });
});

test('instance norm, compiled: a plane of one value becomes zero', async () => {
  await agreement.check(
    [
      {
        title: 'flat',
        inputs: { x: { shape: [2, 1, 1, 3] }, dy: { shape: [2, 4, 3, 3] } },
        run({ x, dy }) {
          const flat = tf.add<tf.Tensor4D>(tf.mul(x!, tf.ones([2, 4, 3, 3])), tf.mul(dy!, 0));
          return { y: instanceNorm(flat), onePixel: instanceNorm(x as tf.Tensor4D) };
        },
      },
    ],
    1e-4,
  );
});

test('reflect padding, compiled: it and its gradients agree with its composition for every width', async () => {
  const property = fc.asyncProperty(listOf(operations), (list) =>
    agreement.check(
      list.map((operation) =>
        caseOf(operation, 2 * operation.pad, (x) => tf.square(reflectPad(x, operation.pad))),
      ),
    ),
  );
  await fc.assert(property, { seed: 41, numRuns: 12 });
});

test('fused operations: each of them was compared', () => {
  expect([...agreement.kernels]).toEqual(expect.arrayContaining(coveredKernels.fused));
});
