import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../../random/random.ts';

/** A number as a function of tensors. */
export type Functional = (...tensors: tf.Tensor[]) => tf.Scalar;

export function randomTensor(shape: number[], ...seeds: number[]): tf.Tensor {
  const random = createRandom(...seeds);
  return tf.tensor(
    Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal()),
    shape,
  );
}

/**
 * How far the gradients of `run` are from central differences along random directions, relative to the largest
 * slope found.
 */
export function gradientError(run: Functional, at: readonly tf.Tensor[], distance = 5e-3): number {
  const gradients = tf.grads(run)([...at]);
  const slopes = Array.from({ length: 8 }, (_, i) => {
    const directions = at.map(({ shape }, j) => randomTensor(shape, 100 + i, j));
    const moved = (by: number): number =>
      run(...at.map((x, j) => tf.add(x, tf.mul(directions[j]!, by)))).dataSync()[0]!;
    const expected = (moved(distance) - moved(-distance)) / (2 * distance);
    const along = gradients.map((gradient, j) => tf.sum(tf.mul(gradient, directions[j]!)).dataSync()[0]!);
    return { expected, found: along.reduce((total, slope) => total + slope, 0) };
  });
  const scale = Math.max(...slopes.map(({ expected }) => Math.abs(expected)));
  return Math.max(...slopes.map(({ expected, found }) => Math.abs(found - expected))) / scale;
}
