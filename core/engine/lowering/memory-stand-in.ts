import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import type { Given } from './agreement-stand-in.ts';

/**
 * How a tensor lies in the compiled step: as it was given, as a convolution leaves it, as a filter's gradient
 * leaves it, or constant along some axes and therefore kept at size 1 there.
 */
export type Place = 'plain' | 'image' | 'filter' | { readonly small: readonly boolean[] };

/** A tensor of a case: its shape and how it lies in memory. */
export interface Placed {
  readonly shape: readonly number[];
  readonly place: Place;
}

/** What must go in so that `placed` can make the tensor of it. */
export function given({ shape, place }: Placed, values: Given['values'] = 'signed'): Given {
  if (place === 'filter') return { shape: shape.slice(0, 3), values };
  if (typeof place === 'string') return { shape, values };
  return { shape: shape.map((size, axis) => (place.small[axis] === true ? 1 : size)), values };
}

export function placed({ shape, place }: Placed, x: tf.Tensor): tf.Tensor {
  if (place === 'plain') return x;
  if (place === 'image') return convolved(x as tf.Tensor4D);
  if (place === 'filter') return filterGradient(x as tf.Tensor3D, shape[3]!);
  return tf.mul(x, tf.ones([...shape]));
}

/** The same image out of a convolution: a 1 x 1 filter that is the unit matrix. */
function convolved(x: tf.Tensor4D): tf.Tensor4D {
  const channels = x.shape[3];
  return tf.conv2d(x, tf.reshape<tf.Rank.R4>(tf.eye(channels), [1, 1, channels, channels]), 1, 'valid');
}

/** The gradient of a filter that covers the whole image: [kh, kw, in] times (1, 2, ... out) / 2. */
function filterGradient(x: tf.Tensor3D, out: number): tf.Tensor {
  const slopes = Array.from({ length: out }, (_, i) => (i + 1) / 2);
  const image = tf.reshape<tf.Rank.R4>(x, [1, ...x.shape]);
  const convolve = (filter: tf.Tensor): tf.Tensor => tf.conv2d(image, filter as tf.Tensor4D, 1, 'valid');
  return tf.grad(convolve)(tf.zeros([...x.shape, out]), tf.tensor(slopes, [1, 1, 1, out]));
}

const size = fc.integer({ min: 1, max: 4 });

export function shapeOf(minRank: number, maxRank: number): fc.Arbitrary<number[]> {
  return fc.array(size, { minLength: minRank, maxLength: maxRank });
}

/** Filters with many channels, whose gradients lie in another way than those with few. */
const filterShape = fc
  .tuple(fc.integer({ min: 1, max: 3 }), size, fc.constantFrom(8, 9), fc.constantFrom(8, 9))
  .map((sizes) => [...sizes]);

/** Ranks at which layouts differ. */
export const shapeOfRank4 = fc.oneof(
  { weight: 3, arbitrary: shapeOf(4, 4) },
  { weight: 1, arbitrary: filterShape },
);

/** A shape of any rank up to 5, every second time of rank 4. */
export const anyShape = fc.oneof(shapeOf(0, 5), shapeOfRank4);

export function placeOf(shape: readonly number[]): fc.Arbitrary<Place> {
  const rank = shape.length;
  const small = fc.record({ small: fc.array(fc.boolean(), { minLength: rank, maxLength: rank }) });
  return rank === 4
    ? fc.oneof(fc.constantFrom<Place[]>('plain', 'image', 'filter'), small)
    : fc.oneof(fc.constant<Place>('plain'), small);
}

export function placedOf(shapes: fc.Arbitrary<number[]>): fc.Arbitrary<Placed> {
  return shapes.chain((shape) => placeOf(shape).map((place) => ({ shape, place })));
}

/** Two tensors that broadcast against each other: each misses leading axes and has others at size 1. */
export const broadcastPair = anyShape.chain((shape) => {
  const part = fc
    .tuple(
      fc.oneof(fc.constant(0), fc.nat(shape.length)),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    )
    .map(([missing, ones]) => shape.slice(missing).map((n, i) => (ones[i] === true ? 1 : n)));
  const whole = fc.constant(shape);
  return fc.tuple(placedOf(fc.oneof(whole, part)), placedOf(fc.oneof(whole, part)));
});
