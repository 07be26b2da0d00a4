import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { gradientError, randomTensor } from './finite-differences-stand-in.ts';
import { reflectPad } from './reflect-pad.ts';

beforeAll(() => tf.setBackend('cpu'));

type Image = tf.Tensor4D;

/** A picture of one channel, row by row. */
function picture(rows: readonly (readonly number[])[]): Image {
  return tf.tensor4d(rows.flat(), [1, rows.length, rows[0]!.length, 1]);
}

function rowsOf(image: Image): number[][] {
  return tf.squeeze<tf.Tensor2D>(image, [0, 3]).arraySync();
}

function gradientAlong(dy: Image, shape: [number, number, number, number], pad: number): Image {
  return tf.grad((x) => reflectPad(x as Image, pad))(tf.zeros(shape), dy) as Image;
}

test('reflect padding: mirrors rows and columns without repeating the edge', () => {
  const rows = rowsOf(reflectPad(picture([[1, 2, 3], [4, 5, 6]]), 1)); // prettier-ignore
  expect(rows).toEqual([
    [5, 4, 5, 6, 5],
    [2, 1, 2, 3, 2],
    [5, 4, 5, 6, 5],
    [2, 1, 2, 3, 2],
  ]);
});

test('reflect padding: a border of one less than the picture mirrors all of it', () => {
  const [row] = rowsOf(reflectPad(picture([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), 2)); // prettier-ignore
  expect(row).toEqual([9, 8, 7, 8, 9, 8, 7]);
});

test('reflect padding: channels and pictures stay apart', () => {
  const x = randomTensor([2, 3, 3, 2], 1) as Image;
  const alone = reflectPad(tf.slice(x, [1, 0, 0, 1], [1, 3, 3, 1]), 1);
  expect(rowsOf(tf.slice(reflectPad(x, 1), [1, 0, 0, 1], [1, 5, 5, 1]))).toEqual(rowsOf(alone));
});

test('reflect padding: the gradient counts how often each pixel is seen', () => {
  // With a border of 1 around three pixels the middle one is seen three times along an axis, the outer ones once.
  expect(rowsOf(gradientAlong(tf.ones([1, 5, 5, 1]), [1, 3, 3, 1], 1))).toEqual([
    [1, 3, 1],
    [3, 9, 3],
    [1, 3, 1],
  ]);
});

test('reflect padding: where both mirrored borders overlap the gradient adds both', () => {
  // Columns 2 1 | 0 1 2 | 1 0: slopes 1 2 | 3 4 5 | 6 7 come to 3 + 7, 2 + 4 + 6, 1 + 5; every row alike, so the
  // rows, seen 2, 3 and 2 times, multiply them.
  const dy = picture(Array.from({ length: 7 }, () => [1, 2, 3, 4, 5, 6, 7]));
  expect(rowsOf(gradientAlong(dy, [1, 3, 3, 1], 2))).toEqual([
    [20, 24, 12],
    [30, 36, 18],
    [20, 24, 12],
  ]);
});

test.each([1, 2, 3])('reflect padding: its gradient with a border of %i equals finite differences', (pad) => {
  const weights = randomTensor([1, 4 + 2 * pad, 5 + 2 * pad, 2], 2);
  const run = (x: tf.Tensor): tf.Scalar => tf.sum(tf.mul(tf.square(reflectPad(x as Image, pad)), weights));
  expect(gradientError(run, [randomTensor([1, 4, 5, 2], 3)])).toBeLessThan(1e-3);
});

test.each([1, 3])(
  'reflect padding: its second derivative with a border of %i equals finite differences',
  (pad) => {
    const cubes = (x: tf.Tensor): tf.Scalar => {
      const y = reflectPad(x as Image, pad);
      return tf.sum(tf.mul(y, tf.square(y)));
    };
    const run = (x: tf.Tensor): tf.Scalar => tf.sum(tf.square(tf.grad(cubes)(x)));
    expect(gradientError(run, [randomTensor([1, 4, 5, 2], 4)])).toBeLessThan(3e-3);
  },
);
