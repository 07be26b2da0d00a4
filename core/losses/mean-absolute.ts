import * as tf from '@tensorflow/tfjs';

/** The mean over all elements of |a - b| (an L1 loss as papers weight it): two of one shape -> scalar. */
export function meanAbsolute(a: tf.Tensor, b: tf.Tensor): tf.Scalar {
  return tf.mean(tf.abs(tf.sub(a, b)));
}
