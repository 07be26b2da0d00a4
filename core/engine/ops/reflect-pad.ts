import * as tf from '@tensorflow/tfjs';
import { fusedKernel } from './fused-kernel.ts';

/**
 * Pads height and width by mirroring without repeating the edge: [b, h, w, c] -> [b, h + 2p, w + 2p, c].
 * Needs height and width > p. Built from slices because the gradient of `tf.mirrorPad` is wrong.
 */
export function reflectPad(x: tf.Tensor4D, pad: number): tf.Tensor4D {
  const differentiable = tf.customGrad((...[image]) => ({
    value: fusedKernel('DiptychReflectPad', { x: image as tf.Tensor }, { pad }, () =>
      compose(image as tf.Tensor4D, pad),
    ),
    gradFunc: (dy: tf.Tensor) => gradient(dy as tf.Tensor4D, pad),
  }));
  return differentiable(x) as tf.Tensor4D;
}

/** Padding is linear: its gradient folds the border back, and the gradient of that pads again. */
function gradient(dy: tf.Tensor4D, pad: number): tf.Tensor4D {
  const differentiable = tf.customGrad((...[slope]) => ({
    value: fusedKernel('DiptychReflectPadGradient', { dy: slope as tf.Tensor }, { pad }, () =>
      fold(slope as tf.Tensor4D, pad),
    ),
    gradFunc: (ddx: tf.Tensor) => reflectPad(ddx as tf.Tensor4D, pad),
  }));
  return differentiable(dy) as tf.Tensor4D;
}

function compose(x: tf.Tensor4D, pad: number): tf.Tensor4D {
  return padAxis(padAxis(x, pad, 1), pad, 2);
}

function padAxis(x: tf.Tensor4D, pad: number, axis: 1 | 2): tf.Tensor4D {
  const size = x.shape[axis];
  const before = tf.reverse(strip(x, axis, 1, pad), axis);
  const after = tf.reverse(strip(x, axis, size - 1 - pad, pad), axis);
  return tf.concat([before, x, after], axis);
}

function fold(dy: tf.Tensor4D, pad: number): tf.Tensor4D {
  return foldAxis(foldAxis(dy, pad, 1), pad, 2);
}

/** What lies beyond each edge is added to its mirror image: first to 1 .. pad, last to size - 1 - pad .. size - 2. */
function foldAxis(dy: tf.Tensor4D, pad: number, axis: 1 | 2): tf.Tensor4D {
  const size = dy.shape[axis] - 2 * pad;
  const placed = (begin: number, before: number): tf.Tensor4D => {
    const amounts = dy.shape.map((_, i): [number, number] =>
      i === axis ? [before, size - pad - before] : [0, 0],
    );
    return tf.pad(tf.reverse(strip(dy, axis, begin, pad), axis), amounts);
  };
  const mirrored = tf.add(placed(0, 1), placed(size + pad, size - 1 - pad));
  return tf.add(strip(dy, axis, pad, size), mirrored);
}

/** Rows or columns of an image: `count` of them from `begin` on. */
function strip(x: tf.Tensor4D, axis: 1 | 2, begin: number, count: number): tf.Tensor4D {
  const at: [number, number, number, number] = [0, 0, 0, 0];
  const extent: [number, number, number, number] = [...x.shape];
  at[axis] = begin;
  extent[axis] = count;
  return tf.slice(x, at, extent);
}
