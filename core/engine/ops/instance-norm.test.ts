import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { createAgreement } from '../lowering/agreement-stand-in.ts';
import { gradientError, randomTensor } from './finite-differences-stand-in.ts';
import { instanceNorm } from './instance-norm.ts';

beforeAll(() => tf.setBackend('cpu'));

type Image = tf.Tensor4D;

const weights = randomTensor([2, 3, 4, 2], 1);

/** A number that depends on every value of the normalised image in its own way. */
function weighted(x: tf.Tensor): tf.Scalar {
  return tf.sum(tf.mul(instanceNorm(x as Image), weights));
}

/** `tf.leakyRelu` at slope 0.2 in a form that may be differentiated twice. */
function leaky(x: Image): Image {
  return tf.add(tf.mul(x, 0.6), tf.mul(tf.abs(x), 0.4));
}

/** The sum of the squared gradients of a small discriminator's verdict with respect to its image (R1). */
function penalty(x: tf.Tensor, filter: tf.Tensor, verdict: tf.Tensor): tf.Scalar {
  const discriminate = (image: tf.Tensor): tf.Scalar => {
    const y = leaky(instanceNorm(tf.conv2d(image as Image, filter as Image, 1, 'same')));
    return tf.sum(tf.conv2d(y, verdict as Image, 2, 'valid'));
  };
  return tf.sum(tf.square(tf.grad(discriminate)(x)));
}

const small = [randomTensor([2, 4, 4, 2], 2), randomTensor([3, 3, 2, 3], 3), randomTensor([3, 3, 3, 1], 4)];

test('instance norm: each channel of each image has its own mean and deviation', async () => {
  const first = [1, 2, 3, 6]; // mean 3, variance (4 + 1 + 0 + 9) / 4 = 3.5
  const second = [0, 0, 40, 40]; // mean 20, variance 400
  const x = tf.tensor4d(first.flatMap((value, i) => [value, second[i]!]), [1, 2, 2, 2]); // prettier-ignore
  const y = await instanceNorm(x).data();
  // (x - 3) / sqrt(3.5 + 1e-5) = (x - 3) * 0.5345217; (x - 20) / sqrt(400 + 1e-5) = (x - 20) * 0.05
  const expected = [-1.069043, -1, -0.534522, -1, 0, 1, 1.603565, 1];
  expected.forEach((value, i) => expect(y[i]).toBeCloseTo(value, 5));
});

test('instance norm: epsilon is added to the variance', async () => {
  // mean 1, variance 1: (x - 1) / sqrt(1 + 3) = (x - 1) / 2
  const y = await instanceNorm(tf.tensor4d([0, 2], [1, 2, 1, 1]), 3).data();
  expect([...y]).toEqual([-0.5, 0.5]);
});

test('instance norm: a flat picture becomes zero instead of a division by zero', async () => {
  const flat = tf.fill<tf.Rank.R4>([1, 3, 3, 2], 7.25);
  expect([...(await instanceNorm(flat).data())]).toEqual(new Array(18).fill(0));
});

test('instance norm: its gradient equals finite differences', () => {
  expect(gradientError(weighted, [randomTensor([2, 3, 4, 2], 5)])).toBeLessThan(1e-3);
});

test('instance norm: its second derivative equals finite differences of the first', () => {
  const squares = (x: tf.Tensor): tf.Scalar => tf.sum(tf.square(tf.grad(weighted)(x)));
  expect(gradientError(squares, [randomTensor([2, 3, 4, 2], 6)])).toBeLessThan(3e-3);
});

test('instance norm: R1 through convolution, norm and leaky relu equals finite differences', () => {
  expect(gradientError(penalty, small, 1e-3)).toBeLessThan(1e-2);
});

test('instance norm: R1 and its gradients are compiled as they are computed eagerly', async () => {
  await createAgreement().check(
    [
      {
        title: 'R1',
        inputs: {
          x: { shape: [2, 5, 4, 2] },
          filter: { shape: [3, 3, 2, 3], held: true },
          verdict: { shape: [3, 3, 3, 1], held: true },
        },
        run({ x, filter, verdict }) {
          const [slope, change, other] = tf.grads(penalty)([x!, filter!, verdict!]);
          const moved = (weight: tf.Tensor, by: tf.Tensor): tf.Tensor => tf.sub(weight, tf.mul(by, 1e-4));
          const r1 = penalty(x!, filter!, verdict!);
          return { r1, slope: slope!, filter: moved(filter!, change!), verdict: moved(verdict!, other!) };
        },
      },
    ],
    1e-3,
  );
});

test('instance norm: no tensor is left behind', () => {
  const x = randomTensor([1, 3, 3, 2], 7);
  const differentiate = (): void => {
    tf.tidy(() => {
      tf.grad((t) => tf.sum(tf.square(tf.grad(weightless)(t))))(x);
    });
  };
  const weightless = (t: tf.Tensor): tf.Scalar => tf.sum(tf.square(tf.square(instanceNorm(t as Image))));
  differentiate();
  differentiate();
  const before = tf.memory().numTensors;
  differentiate();
  expect(tf.memory().numTensors).toBe(before);
});
