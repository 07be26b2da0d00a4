import * as tf from '@tensorflow/tfjs';
import { fusedKernel } from './fused-kernel.ts';

/**
 * Instance normalisation without affine: [batch, height, width, channels] -> the same, each channel of each
 * image at mean 0 and biased variance 1 (Ulyanov et al. 2016). May be differentiated twice.
 */
export function instanceNorm(x: tf.Tensor4D, epsilon = 1e-5): tf.Tensor4D {
  const differentiable = tf.customGrad<tf.Tensor4D>((...given) => {
    const [image, save] = given as unknown as [tf.Tensor4D, tf.GradSaveFunc];
    save([image]);
    return {
      value: fusedKernel(
        'DiptychInstanceNorm',
        { x: image },
        { epsilon },
        () => normalized(image, epsilon).y,
      ),
      gradFunc: (dy: tf.Tensor4D, [saved]: tf.Tensor[]) => gradient(dy, saved as tf.Tensor4D, epsilon),
    };
  });
  return differentiable(x);
}

/** y = (x - mean) / deviation and the inverse deviation r, [batch, 1, 1, channels]. */
function normalized(x: tf.Tensor4D, epsilon: number): { y: tf.Tensor4D; r: tf.Tensor4D } {
  const centred = tf.sub<tf.Tensor4D>(x, overPlane(x));
  const r = tf.rsqrt<tf.Tensor4D>(tf.add(overPlane(tf.square(centred)), epsilon));
  return { y: tf.mul(centred, r), r };
}

/** What is left of v without its mean and its part along y: P v = v - mean(v) - y mean(v y). */
function projected(v: tf.Tensor4D, y: tf.Tensor4D): tf.Tensor4D {
  return tf.sub(tf.sub(v, tf.mul(y, overPlane(tf.mul(v, y)))), overPlane(v));
}

/** The gradient with respect to x, r P dy, itself differentiable. */
function gradient(dy: tf.Tensor4D, x: tf.Tensor4D, epsilon: number): tf.Tensor4D {
  const differentiable = tf.customGrad<tf.Tensor4D>((...given) => {
    const [slope, image, save] = given as unknown as [tf.Tensor4D, tf.Tensor4D, tf.GradSaveFunc];
    save([slope, image]);
    const compose = (): tf.Tensor4D => {
      const { y, r } = normalized(image, epsilon);
      return tf.mul(projected(slope, y), r);
    };
    return {
      value: fusedKernel('DiptychInstanceNormGradient', { dy: slope, x: image }, { epsilon }, compose),
      gradFunc: (u: tf.Tensor4D, saved: tf.Tensor[]) =>
        secondGradient(u, saved as [tf.Tensor4D, tf.Tensor4D], epsilon),
    };
  });
  return differentiable(dy, x);
}

/**
 * The gradient of u . r P dy: with respect to dy it is r P u, as P is symmetric; with respect to x it is
 * -r^2 (y s + mean(u y) P dy + mean(dy y) P u), s = mean(u dy) - mean(u) mean(dy) - mean(u y) mean(dy y), from
 * dr = -r^2 y / n and d mean(v y) = r P v / n over the n pixels of a plane.
 */
function secondGradient(
  u: tf.Tensor4D,
  [dy, x]: readonly [tf.Tensor4D, tf.Tensor4D],
  epsilon: number,
): [tf.Tensor4D, tf.Tensor4D] {
  const { y, r } = normalized(x, epsilon);
  const [alongU, alongDy] = [overPlane(tf.mul(u, y)), overPlane(tf.mul(dy, y))];
  const together = tf.sub(overPlane(tf.mul(u, dy)), tf.mul(overPlane(u), overPlane(dy)));
  const s = tf.sub(together, tf.mul(alongU, alongDy));
  const sum = tf.add(
    tf.mul(y, s),
    tf.add(tf.mul(alongU, projected(dy, y)), tf.mul(alongDy, projected(u, y))),
  );
  return [gradient(u, x, epsilon), tf.neg(tf.mul(tf.square(r), sum))];
}

function overPlane(x: tf.Tensor): tf.Tensor4D {
  return tf.mean(x, [1, 2], true);
}
