import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import type { Given } from './agreement-stand-in.ts';

type Pair = readonly [number, number];
type Padding = 'same' | 'valid' | number | readonly [Pair, Pair];

/** A convolution of TensorFlow.js: x [batch, h, w, in], perhaps zeros around it, and a filter [kh, kw, in, out]. */
export interface Convolution {
  readonly batch: number;
  readonly size: Pair;
  readonly channels: Pair;
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly pad: Padding;
  /** Zeros before and after rows and columns, as an operation in front of the convolution. */
  readonly zeros: readonly [Pair, Pair];
}

const amounts: fc.Arbitrary<Pair> = fc.tuple(fc.nat(3), fc.nat(3));
const kernelSize = fc.constantFrom(1, 2, 3, 3, 4, 4, 5, 7);
/** On both sides of the numbers at which one way of computing becomes faster than another. */
const channels = fc.constantFrom(1, 3, 7, 8, 9, 12);
const ones: Pair = [1, 1];
const noZeros: readonly [Pair, Pair] = [
  [0, 0],
  [0, 0],
];

function pairOf(min: number, max: number): fc.Arbitrary<Pair> {
  return fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
}

const anyConvolution: fc.Arbitrary<Convolution> = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  size: pairOf(1, 9),
  channels: fc.oneof(pairOf(1, 5), fc.tuple(channels, channels)),
  kernel: fc.oneof(
    kernelSize.map((k): Pair => [k, k]),
    fc.tuple(kernelSize, kernelSize),
  ),
  strides: fc.oneof(fc.constant(ones), pairOf(1, 3)),
  dilations: fc.constant(ones),
  pad: fc.oneof(fc.constantFrom<Padding>('same', 'valid'), fc.nat(3), fc.tuple(amounts, amounts)),
  zeros: fc.oneof(fc.constant(noZeros), fc.tuple(amounts, amounts)),
});

/** Convolutions that have a gradient: TensorFlow.js has none of dilated ones. */
export const convolutions = anyConvolution.map(squareIfNumber).filter(hasOutput);

/** TensorFlow.js dilates only with stride 1. */
export const dilatedConvolutions = fc
  .tuple(anyConvolution, pairOf(1, 3))
  .map(([convolution, dilations]) => ({ ...convolution, dilations, strides: ones }))
  .filter((convolution) => typeof convolution.pad !== 'number' && hasOutput(convolution));

/** Where the padding is one number TensorFlow.js sizes the result by the height of filter and stride alone. */
function squareIfNumber(convolution: Convolution): Convolution {
  const { pad, kernel, strides } = convolution;
  if (typeof pad !== 'number') return convolution;
  return { ...convolution, kernel: [kernel[0], kernel[0]], strides: [strides[0], strides[0]] };
}

/** Whether the filter fits at least once, and not only beside the picture. */
function hasOutput(convolution: Convolution): boolean {
  const { size, kernel, strides, dilations, zeros } = convolution;
  return [0, 1].every((axis) => {
    const stride = strides[axis]!;
    const whole = size[axis]! + zeros[axis]![0] + zeros[axis]![1];
    const reach = (kernel[axis]! - 1) * dilations[axis]! + 1;
    const [before, after] = padded(convolution, axis, { whole, reach, stride });
    const read = Math.floor((whole + before + after - reach) / stride) * stride + reach;
    return whole + before + after >= reach && read > before + zeros[axis]![0];
  });
}

function padded(
  { pad }: Convolution,
  axis: number,
  { whole, reach, stride }: { whole: number; reach: number; stride: number },
): Pair {
  if (pad === 'valid') return [0, 0];
  if (pad === 'same') {
    const missing = Math.max(0, (Math.ceil(whole / stride) - 1) * stride + reach - whole);
    return [Math.floor(missing / 2), Math.ceil(missing / 2)];
  }
  return typeof pad === 'number' ? [pad, pad] : pad[axis]!;
}

export function imageShape({ batch, size, channels }: Convolution): number[] {
  return [batch, ...size, channels[0]];
}

export function filterShape({ kernel, channels }: Convolution): number[] {
  return [...kernel, ...channels];
}

/** The shape of the result, found out eagerly. */
export function resultShape(convolution: Convolution): number[] {
  return tf.tidy(
    () => convolve(convolution, tf.zeros(imageShape(convolution)), tf.zeros(filterShape(convolution))).shape,
  );
}

/** Image `x`, filter `w`, bias `b` and a slope of the result `dy`. */
export function givenFor(convolution: Convolution): Record<'x' | 'w' | 'b' | 'dy', Given> {
  return {
    x: { shape: imageShape(convolution) },
    w: { shape: filterShape(convolution) },
    b: { shape: [convolution.channels[1]] },
    dy: { shape: resultShape(convolution) },
  };
}

export function convolve(convolution: Convolution, x: tf.Tensor, w: tf.Tensor): tf.Tensor4D {
  const { strides, dilations, pad, zeros } = convolution;
  const isPlain = zeros.flat().every((amount) => amount === 0);
  const image = isPlain ? x : tf.pad(x, [[0, 0], [...zeros[0]], [...zeros[1]], [0, 0]]);
  const padding = Array.isArray(pad) ? [[0, 0], ...(pad as [Pair, Pair]), [0, 0]] : pad;
  return tf.conv2d(image as tf.Tensor4D, w as tf.Tensor4D, [...strides], padding as 'same', 'NHWC', [
    ...dilations,
  ]);
}
