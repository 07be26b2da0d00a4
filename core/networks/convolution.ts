import * as tf from '@tensorflow/tfjs';
import { reflectPad } from '../engine/ops/reflect-pad.ts';
import type { NamedTensors } from '../engine/step.ts';
import type { Layer, Parameters } from './network.ts';

export interface ConvolutionOptions {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly pad: number;
  /** What stands outside the image; default `zero`. */
  readonly border?: 'zero' | 'reflect';
  /** `inert`: the paper has a bias here, but a normalisation follows that removes it. */
  readonly bias: 'used' | 'inert';
}

/**
 * A convolution padded as PyTorch pads, on both sides alike:
 * [batch, height, width, from] -> [batch, (height + 2 pad - kernel) / stride + 1, likewise, to].
 */
export function convolution(options: ConvolutionOptions): Layer {
  const { name, from, to, kernel, stride = 1, pad, border = 'zero', bias } = options;
  return {
    parameters: parametersOf(name, [kernel, kernel, from, to], to, bias),
    apply(weights, x) {
      const filter = weights[`${name}/kernel`] as tf.Tensor4D;
      const padded = border === 'reflect' ? reflectPad(x, pad) : x;
      const y =
        border === 'reflect'
          ? tf.conv2d(padded, filter, stride, 'valid')
          : zeroPadded(padded, filter, { kernel, stride, pad });
      return bias === 'used' ? withBias(weights, name, y) : y;
    },
  };
}

/**
 * The transposed convolution k3 s2 p1 op1 that doubles an image:
 * [batch, height, width, from] -> [batch, 2 height, 2 width, to].
 */
export function doublingConvolution(options: { name: string; from: number; to: number }): Layer {
  const { name, from, to } = options;
  return {
    parameters: parametersOf(name, [3, 3, to, from], to, 'inert'), // transposed: [height, width, out, in]
    apply(weights, x) {
      const [batch, height, width] = x.shape;
      const full = tf.conv2dTranspose(
        x,
        weights[`${name}/kernel`] as tf.Tensor4D,
        [batch, 2 * height + 1, 2 * width + 1, to],
        2,
        'valid',
      );
      return tf.slice(full, [0, 1, 1, 0], [batch, 2 * height, 2 * width, to]); // padding 1 before, 0 after
    },
  };
}

function parametersOf(
  name: string,
  kernel: readonly number[],
  channels: number,
  bias: 'used' | 'inert',
): Parameters {
  return {
    [`${name}/kernel`]: { shape: kernel },
    [`${name}/bias`]: bias === 'inert' ? { shape: [channels], inert: true } : { shape: [channels] },
  };
}

function withBias(weights: NamedTensors, name: string, x: tf.Tensor4D): tf.Tensor4D {
  return tf.add(x, weights[`${name}/bias`]!);
}

interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
}

/** 'same' where TensorFlow pads as PyTorch does, an explicit pad of just what is read elsewhere. */
function zeroPadded(x: tf.Tensor4D, filter: tf.Tensor4D, window: Window): tf.Tensor4D {
  const { stride, pad } = window;
  const [rowsAfter, columnsAfter] = [padAfter(x.shape[1], window), padAfter(x.shape[2], window)];
  if (isSame(x.shape[1], window) && isSame(x.shape[2], window)) return tf.conv2d(x, filter, stride, 'same');
  const padded = tf.pad(x, [
    [0, 0],
    [pad, rowsAfter],
    [pad, columnsAfter],
    [0, 0],
  ]);
  return tf.conv2d(padded, filter, stride, 'valid');
}

/** The padding that the last window still reads. */
function padAfter(size: number, { kernel, stride, pad }: Window): number {
  const last = Math.floor((size + 2 * pad - kernel) / stride) * stride + kernel;
  return Math.max(0, last - size - pad);
}

/** Whether TensorFlow's 'same' gives this size with this padding: it pads half (rounded down) before. */
function isSame(size: number, window: Window): boolean {
  const { kernel, stride, pad } = window;
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  const sizeOut = Math.floor((size + 2 * pad - kernel) / stride) + 1;
  return (
    sizeOut === Math.ceil(size / stride) &&
    Math.floor(total / 2) === pad &&
    total - pad === padAfter(size, window)
  );
}
