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
      value: fusedKernel('DiptychInstanceNorm', { x: image }, { epsilon }, () => normalize(image, epsilon)),
      gradFunc: (dy: tf.Tensor4D, [saved]: tf.Tensor[]) => gradient(dy, saved as tf.Tensor4D, epsilon),
    };
  });
  return differentiable(x);
}

function normalize(x: tf.Tensor4D, epsilon: number): tf.Tensor4D {
  const centred = tf.sub<tf.Tensor4D>(x, overPlane(x));
  return tf.mul(centred, tf.rsqrt(tf.add(overPlane(tf.square(centred)), epsilon)));
}

/** The gradient with respect to x, itself differentiable by its composition. */
function gradient(dy: tf.Tensor4D, x: tf.Tensor4D, epsilon: number): tf.Tensor4D {
  const compose = (dy: tf.Tensor4D, x: tf.Tensor4D): tf.Tensor4D => {
    const centred = tf.sub<tf.Tensor4D>(x, overPlane(x));
    const inverse = tf.rsqrt(tf.add(overPlane(tf.square(centred)), epsilon));
    const y = tf.mul(centred, inverse);
    const along = tf.mul(y, overPlane(tf.mul(dy, y)));
    return tf.mul(tf.sub(tf.sub(dy, along), overPlane(dy)), inverse);
  };
  const differentiable = tf.customGrad<tf.Tensor4D>((...given) => {
    const [slope, image, save] = given as unknown as [tf.Tensor4D, tf.Tensor4D, tf.GradSaveFunc];
    save([slope, image]);
    const inputs = { dy: slope, x: image };
    return {
      value: fusedKernel('DiptychInstanceNormGradient', inputs, { epsilon }, () => compose(slope, image)),
      gradFunc: (ddx: tf.Tensor4D, saved: tf.Tensor[]) =>
        tf.grads((a, b) => compose(a as tf.Tensor4D, b as tf.Tensor4D))(saved, ddx),
    };
  });
  return differentiable(dy, x);
}

function overPlane(x: tf.Tensor4D): tf.Tensor4D {
  return tf.mean(x, [1, 2], true);
}
