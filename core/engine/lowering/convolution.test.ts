import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAgreement, operatorsOf, stepOf, type Case } from './agreement-stand-in.ts';
import {
  convolutions,
  convolve,
  dilatedConvolutions,
  givenFor,
  type Convolution,
} from './convolution-stand-in.ts';

const agreement = createAgreement();

function listOf(convolution: fc.Arbitrary<Convolution>): fc.Arbitrary<Convolution[]> {
  return fc.array(convolution, { minLength: 8, maxLength: 8 });
}

/** With a bias that may be taken in, and with one that may not because something else reads the convolution. */
function forward(convolution: Convolution): Case {
  const { x, w, b } = givenFor(convolution);
  return {
    title: JSON.stringify(convolution),
    inputs: { x, w, b },
    run({ x, w, b }) {
      const twice = convolve(convolution, tf.neg(x!), w!);
      return {
        plain: convolve(convolution, x!, w!),
        biased: tf.add(convolve(convolution, tf.abs(x!), w!), b!),
        twice: tf.add(twice, b!),
        again: tf.square(twice),
        zeroBias: tf.add(convolve(convolution, tf.square(x!), w!), tf.zeros(b!.shape)),
      };
    },
  };
}

test('convolution: odd sizes, strides and every kind of padding agree with TensorFlow.js', async () => {
  const property = fc.asyncProperty(listOf(convolutions), (list) => agreement.check(list.map(forward)));
  await fc.assert(property, { seed: 20, numRuns: 25 });
});

test('convolution: dilated filters agree with TensorFlow.js', async () => {
  const property = fc.asyncProperty(listOf(dilatedConvolutions), (list) =>
    agreement.check(list.map(forward)),
  );
  await fc.assert(property, { seed: 21, numRuns: 10 });
});

function biased(other: (y: tf.Tensor) => Record<string, tf.Tensor>): Case {
  return {
    title: 'bias',
    inputs: { x: { shape: [1, 5, 4, 2] }, w: { shape: [3, 3, 2, 3] }, b: { shape: [3] } },
    run({ x, w, b }) {
      const y = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
      return { biased: tf.add(y, b!), ...other(y) };
    },
  };
}

test('convolution: a bias that alone reads it becomes part of it', async () => {
  const cases = [biased(() => ({}))];
  expect(operatorsOf(stepOf(cases))).not.toContain('Add');
  await agreement.check(cases);
});

test('convolution: what is added to all channels, rows or pictures alike is no bias', async () => {
  const shapes = [[], [1], [4, 1], [1, 3], [5, 4, 3], [2, 1, 1, 3], [1, 1, 1, 3]];
  const cases = shapes.map((shape) => ({
    title: JSON.stringify(shape),
    inputs: { x: { shape: [2, 5, 4, 2] }, w: { shape: [3, 3, 2, 3] }, b: { shape } },
    run({ x, w, b }: Record<string, tf.Tensor>) {
      const y = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
      const z = tf.conv2d(tf.neg(x as tf.Tensor4D), w as tf.Tensor4D, 1, 'same');
      return { after: tf.add(y, b!), before: tf.add(b!, z) };
    },
  }));
  await agreement.check(cases);
});

test('convolution: with a second reader it is computed once and keeps its bias apart', async () => {
  const cases = [biased((y) => ({ y: tf.clone(y), relu: tf.relu(y) }))];
  expect(operatorsOf(stepOf(cases)).filter((operator) => operator === 'Conv')).toHaveLength(1);
  await agreement.check(cases);
});

test('convolution: few output channels are computed rows first, many are not', async () => {
  const narrow: Case = {
    title: 'seven channels',
    inputs: { x: { shape: [1, 6, 7, 2] }, w: { shape: [3, 3, 2, 7] } },
    run: ({ x, w }) => ({ y: tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same') }),
  };
  const wide: Case = { ...narrow, inputs: { x: { shape: [1, 6, 7, 2] }, w: { shape: [3, 3, 2, 8] } } };
  expect(operatorsOf(stepOf([narrow]))).toContain('ConvTranspose');
  expect(operatorsOf(stepOf([wide]))).not.toContain('ConvTranspose');
  await agreement.check([narrow, wide]);
});

test('convolution: zeros around the picture become its padding, other numbers do not', async () => {
  const paddedWith = (value: number): Case => ({
    title: `padded with ${value}`,
    inputs: { x: { shape: [2, 5, 4, 2] }, w: { shape: [3, 3, 2, 3] } },
    run({ x, w }) {
      const padded = tf.pad(x!, [[0, 0], [1, 2], [0, 3], [0, 0]], value); // prettier-ignore
      return { y: tf.conv2d(padded as tf.Tensor4D, w as tf.Tensor4D, 2, 'valid') };
    },
  });
  expect(operatorsOf(stepOf([paddedWith(0)]))).not.toContain('Pad');
  await agreement.check([paddedWith(0), paddedWith(1), paddedWith(-0.5)]);
});

test('convolution: zeros around channels or the batch stay an operation', async () => {
  const padded = (paddings: [number, number][], channels: number): Case => ({
    title: JSON.stringify(paddings),
    inputs: { x: { shape: [1, 3, 4, 2] }, w: { shape: [3, 3, channels, 2] } },
    run: ({ x, w }) => ({
      y: tf.conv2d(tf.pad(x!, paddings) as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
    }),
  });
  await agreement.check([
    padded([[0, 0], [1, 1], [1, 1], [0, 1]], 3), // prettier-ignore
    padded([[1, 0], [0, 0], [0, 2], [0, 0]], 2), // prettier-ignore
  ]);
});
