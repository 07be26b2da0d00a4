import * as tf from '@tensorflow/tfjs';

/**
 * Pads height and width by mirroring without repeating the edge: [b, h, w, c] -> [b, h + 2p, w + 2p, c].
 * Needs height and width > p. Built from slices because the gradient of `tf.mirrorPad` is wrong.
 */
export function reflectPad(x: tf.Tensor4D, pad: number): tf.Tensor4D {
  return padAxis(padAxis(x, pad, 1), pad, 2);
}

function padAxis(x: tf.Tensor4D, pad: number, axis: 1 | 2): tf.Tensor4D {
  const size = x.shape[axis];
  const part = (begin: number): tf.Tensor4D => {
    const at = [0, 0, 0, 0];
    const extent = [...x.shape];
    at[axis] = begin;
    extent[axis] = pad;
    return tf.slice(x, at as [number, number, number, number], extent as [number, number, number, number]);
  };
  return tf.concat([tf.reverse(part(1), axis), x, tf.reverse(part(size - 1 - pad), axis)], axis);
}
