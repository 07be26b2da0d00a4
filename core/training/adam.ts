import * as tf from '@tensorflow/tfjs';

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** The weights and Adam's two running sums of one parameter. */
export interface AdamSlot {
  readonly weight: tf.Tensor;
  readonly m: tf.Tensor;
  readonly v: tf.Tensor;
}

/** What changes from step to step, as scalars. */
export interface AdamScalars {
  readonly rate: tf.Scalar;
  readonly epsilon: tf.Scalar;
}

/**
 * Adam (Kingma and Ba 2015, Algorithm 1), rearranged to touch each tensor less often. The moments are kept
 * divided by (1 - beta): m <- beta1 m + g and v <- beta2 v + g^2, and all constants are gathered in the two
 * scalars of `adamScalars`: w <- w - rate m / (sqrt(v) + epsilon).
 */
export function adam(
  slot: AdamSlot,
  gradient: tf.Tensor,
  scalars: AdamScalars,
  options: AdamOptions,
): AdamSlot {
  const m = tf.add(tf.mul(slot.m, options.beta1), gradient);
  const v = tf.add(tf.mul(slot.v, options.beta2), tf.square(gradient));
  const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), scalars.epsilon)), scalars.rate);
  return { weight: tf.sub(slot.weight, change), m, v };
}

/**
 * The scalars of step t (from 1). With M = m / (1 - beta1) and V = v / (1 - beta2), Algorithm 1 reads
 * lr (1 - beta1) M / (1 - beta1^t) / (sqrt((1 - beta2) V / (1 - beta2^t)) + eps); divide both sides of the
 * fraction by root = sqrt((1 - beta2) / (1 - beta2^t)).
 */
export function adamScalars(
  step: number,
  learningRate: number,
  { beta1, beta2, epsilon }: AdamOptions,
): { rate: number; epsilon: number } {
  const root = Math.sqrt((1 - beta2) / (1 - beta2 ** step));
  return {
    rate: (learningRate * (1 - beta1)) / (1 - beta1 ** step) / root,
    epsilon: epsilon / root,
  };
}
