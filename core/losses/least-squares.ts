import * as tf from '@tensorflow/tfjs';

/** The least-squares form of the adversarial loss (Mao et al. 2017; CycleGAN Sec. 4): scores -> scalars. */
export const leastSquares = {
  /** What a generator minimises: mean (s_fake - 1)^2. */
  generator: (fakeScores: tf.Tensor): tf.Scalar => tf.mean(tf.square(tf.sub(fakeScores, 1))),

  /** What a discriminator minimises: 1/2 [mean (s_real - 1)^2 + mean s_fake^2]. */
  discriminator: (realScores: tf.Tensor, fakeScores: tf.Tensor): tf.Scalar =>
    tf.mul<tf.Scalar>(tf.add(tf.mean(tf.square(tf.sub(realScores, 1))), tf.mean(tf.square(fakeScores))), 0.5),
};
