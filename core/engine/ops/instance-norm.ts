import * as tf from '@tensorflow/tfjs';

/**
 * Instance normalisation without affine: [batch, height, width, channels] -> the same, each channel of each
 * image at mean 0 and biased variance 1 (Ulyanov et al. 2016). May be differentiated any number of times.
 */
export function instanceNorm(x: tf.Tensor4D, epsilon = 1e-5): tf.Tensor4D {
  const mean = tf.mean(x, [1, 2], true);
  const centred = tf.sub(x, mean);
  const variance = tf.mean(tf.square(centred), [1, 2], true);
  return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}
