import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { test } from 'vitest';
import { createAgreement, type Case, type Given } from './agreement-stand-in.ts';
import { instanceNorm } from '../ops/instance-norm.ts';
import { reflectPad } from '../ops/reflect-pad.ts';

const agreement = createAgreement();

type Image = tf.Tensor4D;
type Middle = (y: Image, shape: number[]) => tf.Tensor;

/** What stands between two convolutions: images to images of the same shape. */
const middles: Record<string, Middle> = {
  nothing: (y) => y,
  relu: (y) => tf.relu(y),
  leaky: (y) => tf.add(tf.mul(y, 0.6), tf.mul(tf.abs(y), 0.4)),
  norm: (y) => instanceNorm(y),
  bordered: (y) => tf.slice(reflectPad(y, 1), [0, 1, 1, 0], y.shape),
  gate: (y) => tf.mul(y, tf.mean(y, [1, 2], true)),
  perChannel: (y, [, , , c]) => tf.add(y, tf.reshape(tf.mean(y, [0, 1, 2]), [c!])),
  residual: (y) => tf.add(tf.square(y), y),
  flipped: (y) => tf.reverse(y, [2]),
  channelsFlipped: (y) => tf.reverse(y, [3]),
  flat: (y, [n, h, w, c]) => tf.reshape(tf.add(tf.reshape(y, [n!, h! * w! * c!]), 1), [n!, h!, w!, c!]),
  turned: (y) => tf.transpose(tf.transpose(y, [0, 2, 1, 3]), [0, 2, 1, 3]),
  halves: (y) => tf.concat(tf.split(y, [1, y.shape[3] - 1], 3).reverse(), 3),
  images: (y) => tf.concat(tf.split(y, [1, y.shape[0] - 1], 0).reverse(), 0),
  lastRows: (y) => tf.pad(tf.slice(y, [0, 1, 0, 0]), [[0, 0], [0, 1], [0, 0], [0, 0]]), // prettier-ignore
  repeated: (y) => tf.slice(tf.tile(y, [1, 2, 1, 1]), [0, 1, 0, 0], y.shape),
};

interface Chain {
  readonly middle: string;
  readonly batch: number;
  readonly size: readonly [number, number];
  readonly channels: readonly [number, number];
  /** Filters as inputs, or as state that each run of two changes by its gradient. */
  readonly held: boolean;
  readonly stride: number;
}

const chains: fc.Arbitrary<Chain> = fc.record({
  middle: fc.constantFrom(...Object.keys(middles)),
  batch: fc.integer({ min: 2, max: 3 }),
  size: fc.tuple(fc.integer({ min: 3, max: 6 }), fc.integer({ min: 3, max: 6 })),
  channels: fc.oneof(
    fc.tuple(fc.constant(2), fc.constant(2)),
    fc.tuple(fc.constantFrom(3, 8, 9), fc.constantFrom(3, 8, 9)),
  ),
  held: fc.boolean(),
  stride: fc.integer({ min: 1, max: 2 }),
});

/** conv -> middle -> conv -> mean of squares, its gradients, and one step of descent along them. */
function chainCase(chain: Chain): Case {
  const { batch, size, channels, held, stride } = chain;
  const [first, second] = channels;
  const weight = (shape: number[]): Given => ({ shape, held });
  return {
    title: JSON.stringify(chain),
    inputs: {
      x: { shape: [batch, ...size, first] },
      v: weight([3, 3, first, second]),
      w: weight([2, 3, second, first]),
      b: weight([second]),
    },
    run({ x, v, w, b }) {
      const middle = middles[chain.middle]!;
      const loss = (v: tf.Tensor, w: tf.Tensor, b: tf.Tensor): tf.Scalar => {
        const y = tf.add<Image>(tf.conv2d(x as Image, v as Image, 1, 'same'), b);
        const between = middle(tf.mul(y, 0.125), y.shape) as Image;
        return tf.mean(tf.square(tf.conv2d(between, w as Image, stride, 'valid')));
      };
      const { value, grads } = tf.valueAndGrads(loss)([v!, w!, b!]);
      const moved = [v!, w!, b!].map((weight, i) => tf.sub(weight, tf.mul(grads[i]!, 0.05)));
      return held
        ? { loss: value, v: moved[0]!, w: moved[1]!, b: moved[2]! }
        : { loss: value, nextV: moved[0]!, nextW: moved[1]!, nextB: moved[2]! };
    },
  };
}

test('chains: conv -> operation -> conv and the descent along its gradient agree with TensorFlow.js', async () => {
  const property = fc.asyncProperty(fc.array(chains, { minLength: 6, maxLength: 6 }), (list) =>
    agreement.check(list.map(chainCase), 1e-4),
  );
  await fc.assert(property, { seed: 30, numRuns: 20 });
});

test.each(Object.keys(middles))(
  'chains: %s between two convolutions agrees with TensorFlow.js',
  async (middle) => {
    const chain = { middle, batch: 2, size: [4, 5], stride: 1 } as const;
    await agreement.check(
      [
        chainCase({ ...chain, channels: [2, 2], held: false }),
        chainCase({ ...chain, channels: [3, 2], held: true }),
        chainCase({ ...chain, channels: [8, 9], held: true }),
      ],
      1e-4,
    );
  },
);

test('chains: what has no gradient agrees with TensorFlow.js between two convolutions', async () => {
  const forwardOnly: Record<string, Middle> = {
    chosen: (y) => tf.gather(y, tf.tensor1d([2, 0], 'int32'), 3),
    images: (y) => tf.gather(y, tf.tensor1d([1, 1], 'int32'), 0),
    stacked: (y) => tf.squeeze(tf.mean(tf.stack([y, tf.square(y)], 4), 4, true), [4]),
    where: (y) => tf.where(tf.greater(y, 0), y, tf.mul(y, 0.2)),
    mask: (y) => tf.mul(y, tf.cast(tf.lessEqual(y, 0.5), 'float32')),
    brightest: (y) => tf.cast(tf.equal(y, tf.max(y)), 'float32'),
  };
  const cases = Object.entries(forwardOnly).map(([title, middle]) => ({
    title,
    inputs: { x: { shape: [2, 4, 3, 3] }, v: { shape: [3, 3, 3, 3] } },
    run({ x, v }: Record<string, tf.Tensor>) {
      const y = tf.conv2d(x as Image, v as Image, 1, 'same');
      const between = middle(y, y.shape) as Image;
      const w = tf.ones<tf.Rank.R4>([2, 2, between.shape[3], 2]);
      return { between, z: tf.conv2d(between, w, 1, 'same') };
    },
  }));
  await agreement.check(cases);
});

test('chains: a filter may meet an image of its own shape', async () => {
  const shape = [3, 3, 4, 4];
  await agreement.check([
    {
      title: 'filter and image',
      inputs: { x: { shape }, filter: { shape, held: true }, one: { shape: [1, 1, 4, 4] } },
      run({ x, filter, one }) {
        const image = tf.conv2d(x as Image, one as Image, 1, 'same');
        const slope = tf.grad((f) => tf.conv2d(x as Image, f as Image, 1, 'valid'))(filter!);
        return {
          filter: tf.add(filter!, tf.mul(slope, 0.125)),
          sum: tf.add(image, filter!),
          product: tf.mul(filter!, image),
          slopes: tf.addN([image, slope, filter!]),
          choice: tf.where(tf.greater(slope, filter!), image, slope),
          joined: tf.concat([image, slope, filter!], 2),
          rotated: tf.conv2d(x as Image, tf.reverse(filter!, [0, 1]) as Image, 1, 'same'),
          swapped: tf.conv2d(x as Image, tf.transpose(filter!, [0, 1, 3, 2]) as Image, 1, 'same'),
        };
      },
    },
  ]);
});
