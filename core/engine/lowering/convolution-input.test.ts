import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { test } from 'vitest';
import { createAgreement, type Case } from './agreement-stand-in.ts';
import { convolutions, convolve, givenFor, type Convolution } from './convolution-stand-in.ts';

const agreement = createAgreement();

type Pair = readonly [number, number];

/** A transposed convolution and what is cut out of its result. */
interface Transposed {
  readonly batch: number;
  readonly size: Pair;
  readonly channels: Pair;
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly pad: 'same' | 'valid';
  /** How much larger than the smallest possible size it is, below the stride. */
  readonly extra: Pair;
  /** Parts of each axis, from 0 to 1. */
  readonly begin: readonly number[];
  readonly length: readonly number[];
}

const part = fc.double({ min: 0, max: 0.99, noNaN: true });
const pair = (min: number, max: number): fc.Arbitrary<Pair> =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
const fourParts = fc.oneof(
  fc.tuple(fc.constant(0), part, part, fc.constant(0)),
  fc.tuple(part, part, part, part),
);

const transposedOnes: fc.Arbitrary<Transposed> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    size: pair(1, 6),
    channels: pair(1, 4),
    kernel: pair(1, 5),
    strides: pair(1, 3),
    pad: fc.constantFrom('same', 'valid'),
    begin: fourParts,
    length: fourParts.map((parts) => parts.map((p) => 1 - p)),
  })
  .chain((drawn) => {
    const below = drawn.strides.map((stride) => fc.nat(stride - 1));
    return fc.tuple(below[0]!, below[1]!).map((extra) => ({ ...drawn, extra }));
  });

/** All sizes of which a convolution with this stride would give just `size`. */
function outputShape({ batch, size, channels, kernel, strides, pad, extra }: Transposed): number[] {
  const spatial = [0, 1].map((axis) => {
    const smallest = (size[axis]! - 1) * strides[axis]! + (pad === 'same' ? 1 : kernel[axis]!);
    return smallest + extra[axis]!;
  });
  return [batch, ...spatial, channels[1]];
}

function transposedCase(transposed: Transposed): Case {
  const { batch, size, channels, kernel, strides, pad, begin, length } = transposed;
  const shape = outputShape(transposed);
  const from = shape.map((n, axis) => Math.floor(begin[axis]! * n));
  const extent = shape.map((n, axis) => Math.max(1, Math.round(length[axis]! * (n - from[axis]!))));
  return {
    title: JSON.stringify(transposed),
    inputs: {
      x: { shape: [batch, ...size, channels[0]] },
      w: { shape: [...kernel, channels[1], channels[0]] },
    },
    run({ x, w }) {
      const [image, filter] = [x as tf.Tensor4D, w as tf.Tensor4D];
      const whole = tf.conv2dTranspose(image, filter, shape as tf.Tensor4D['shape'], [...strides], pad);
      const rows = tf.slice(whole, [0, from[1]!, 0, 0], [shape[0]!, extent[1]!, shape[2]!, shape[3]!]);
      return { whole, cropped: tf.slice(whole, from, extent), rows };
    },
  };
}

test('transposed convolution: its result and slices of it agree with TensorFlow.js', async () => {
  const list = fc.array(transposedOnes, { minLength: 8, maxLength: 8 });
  const property = fc.asyncProperty(list, (all) => agreement.check(all.map(transposedCase)));
  await fc.assert(property, { seed: 22, numRuns: 30 });
});

test('transposed convolution: only its slice is read, as where an odd size is made even', async () => {
  const odd = (strides: number, kernel: number): Case => ({
    title: `${strides} ${kernel}`,
    inputs: { x: { shape: [2, 4, 3, 3] }, w: { shape: [kernel, kernel, 2, 3] } },
    run({ x, w }) {
      const shape: [number, number, number, number] = [2, 4 * strides, 3 * strides, 2];
      const whole = tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, shape, strides, 'same');
      return { cropped: tf.slice(whole, [0, 1, 0, 0], [2, 2, 3, 2]) };
    },
  });
  await agreement.check(
    [1, 2, 3].flatMap((strides) => [1, 2, 3, 4, 5].map((kernel) => odd(strides, kernel))),
  );
});

/** The gradient of the image, and the gradients of that: of the slope and of the filter. */
function gradientCase(convolution: Convolution): Case {
  const { x, w, dy } = givenFor(convolution);
  return {
    title: JSON.stringify(convolution),
    inputs: { x, w, dy },
    run({ x, w, dy }) {
      const imageGradient = (slope: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
        tf.grad((image) => convolve(convolution, image, filter))(x!, slope);
      const [ddy, dw] = tf.grads((slope, filter) => tf.square(imageGradient(slope, filter)))([dy!, w!]);
      return { dx: imageGradient(dy!, w!), ddy: ddy!, dw: dw! };
    },
  };
}

test('gradient of the image: it and its own gradients agree with TensorFlow.js', async () => {
  const property = fc.asyncProperty(fc.array(convolutions, { minLength: 6, maxLength: 6 }), (list) =>
    agreement.check(list.map(gradientCase)),
  );
  await fc.assert(property, { seed: 23, numRuns: 25 });
});
