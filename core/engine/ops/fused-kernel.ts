import * as tf from '@tensorflow/tfjs';

/**
 * Runs an operation as one kernel where the active backend has it (the tracing one), and as its composition of
 * ordinary operations everywhere else.
 */
export function fusedKernel<T extends tf.Tensor>(
  kernel: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: Readonly<Record<string, number>>,
  compose: () => T,
): T {
  if (tf.getKernel(kernel, tf.getBackend()) === undefined) return compose();
  return tf.engine().runKernel<T>(kernel, inputs, attributes);
}
