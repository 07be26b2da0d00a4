import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import { convolution, doublingConvolution } from './convolution.ts';

beforeAll(() => tf.setBackend('cpu'));

function uniform(shape: [number, number, number, number], seed: number): tf.Tensor4D {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => 2 * random.uniform() - 1);
  return tf.tensor4d(values, shape);
}

/** A convolution by its definition: out[i, j] = sum over the kernel of padded[i s + a, j s + b]. */
function plainConvolution(kernel: tf.Tensor4D, stride: number, at: (r: number, c: number) => number[]) {
  const [k, , channelsIn, channelsOut] = kernel.shape;
  const w = kernel.arraySync();
  return (rows: number, columns: number): number[] => {
    const out: number[] = [];
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        for (let o = 0; o < channelsOut; o++) {
          let sum = 0;
          for (let a = 0; a < k; a++)
            for (let b = 0; b < k; b++) {
              const pixel = at(i * stride + a, j * stride + b);
              for (let c = 0; c < channelsIn; c++) sum += pixel[c]! * w[a]![b]![c]![o]!;
            }
          out.push(sum);
        }
    return out;
  };
}

function expectClose(found: tf.Tensor, expected: readonly number[]): void {
  const values = [...found.dataSync()];
  expect(values.length).toBe(expected.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
}

it.each([
  { kernel: 3, stride: 2, pad: 1, height: 6, width: 8 },
  { kernel: 3, stride: 2, pad: 1, height: 5, width: 7 },
  { kernel: 4, stride: 2, pad: 1, height: 6, width: 8 },
  { kernel: 4, stride: 2, pad: 1, height: 7, width: 5 },
  { kernel: 4, stride: 1, pad: 1, height: 5, width: 4 },
  { kernel: 3, stride: 1, pad: 1, height: 4, width: 5 },
  { kernel: 7, stride: 1, pad: 3, height: 5, width: 6 },
])('convolution: k$kernel s$stride p$pad of $height x $width pads as PyTorch does', (shape) => {
  const { kernel, stride, pad, height, width } = shape;
  const x = uniform([1, height, width, 2], 1);
  const filter = uniform([kernel, kernel, 2, 3], 2);
  const layer = convolution({ name: 'c', from: 2, to: 3, kernel, stride, pad, bias: 'inert' });
  const pixels = x.arraySync()[0]!;
  const plain = plainConvolution(filter, stride, (r, c) => pixels[r - pad]?.[c - pad] ?? [0, 0]);
  const rows = Math.floor((height + 2 * pad - kernel) / stride) + 1;
  const columns = Math.floor((width + 2 * pad - kernel) / stride) + 1;
  const y = layer.apply({ 'c/kernel': filter }, x);
  expect(y.shape).toEqual([1, rows, columns, 3]);
  expectClose(y, plain(rows, columns));
});

it('convolution: a reflected border mirrors without repeating the edge', () => {
  const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
  const layer = convolution({
    name: 'c',
    from: 1,
    to: 1,
    kernel: 3,
    pad: 1,
    border: 'reflect',
    bias: 'inert',
  });
  // top left window: 5 4 5 / 2 1 2 / 5 4 5
  expect(layer.apply({ 'c/kernel': tf.ones([3, 3, 1, 1]) }, x).dataSync()[0]).toBe(33);
});

it('convolution: a bias that is used is added, an inert one is not asked for', () => {
  const x = tf.zeros<tf.Rank.R4>([1, 2, 2, 1]);
  const options = { name: 'c', from: 1, to: 2, kernel: 1, pad: 0 };
  const weights = { 'c/kernel': tf.ones([1, 1, 1, 2]), 'c/bias': tf.tensor1d([3, -1]) };
  expect([
    ...convolution({ ...options, bias: 'used' })
      .apply(weights, x)
      .dataSync()
      .slice(0, 2),
  ]).toEqual([3, -1]);
  const inert = convolution({ ...options, bias: 'inert' });
  expect(inert.apply({ 'c/kernel': weights['c/kernel'] }, x).dataSync()[0]).toBe(0);
});

it('doubling convolution: each pixel paints its 3 x 3 square, the first row and column cut off', () => {
  const kernel = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3, 1, 1]);
  const y = doublingConvolution({ name: 'u', from: 1, to: 1 }).apply(
    { 'u/kernel': kernel },
    tf.tensor4d([1, 0, 0, 10], [1, 2, 2, 1]),
  );
  // the 1 paints rows 0-2, columns 0-2 of 5 x 5, the 10 rows 2-4, columns 2-4; then rows and columns 1 to 4
  expect([...y.dataSync()]).toEqual([5, 6, 0, 0, 8, 19, 20, 30, 0, 40, 50, 60, 0, 70, 80, 90]);
});
