import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAgreement, type Case } from './agreement-stand-in.ts';
import { convolutions, convolve, filterShape, givenFor, type Convolution } from './convolution-stand-in.ts';
import { coveredKernels } from './covered-kernels-stand-in.ts';

const agreement = createAgreement();

function filterGradient(convolution: Convolution, x: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  return tf.grad((filter) => convolve(convolution, x, filter))(tf.zeros(filterShape(convolution)), dy);
}

function caseOf(convolution: Convolution): Case {
  const { x, w, b, dy } = givenFor(convolution);
  return {
    title: JSON.stringify(convolution),
    inputs: { x, w, b, dy },
    run({ x, w, b, dy }) {
      const biased = (filter: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
        tf.add(convolve(convolution, x!, filter), bias);
      const [dw, db] = tf.grads((filter, bias) => biased(filter, bias))([w!, b!], dy);
      const ofMean = tf.grad((filter) => tf.mean(convolve(convolution, x!, filter)))(w!);
      return { alone: filterGradient(convolution, tf.square(x!), dy!), dw: dw!, db: db!, ofMean };
    },
  };
}

test('gradient of the filter: every size, stride and padding agrees with TensorFlow.js', async () => {
  const property = fc.asyncProperty(fc.array(convolutions, { minLength: 8, maxLength: 8 }), (list) =>
    agreement.check(list.map(caseOf)),
  );
  await fc.assert(property, { seed: 24, numRuns: 20 });
});

/** The layers of the networks themselves, where the fastest form may differ from shape to shape. */
const layers: readonly (readonly [string, Convolution])[] = (
  [
    ['first layer', [3, 16], 7, 1, 'valid', [3, 3]],
    ['half size', [8, 16], 3, 2, 'same', [0, 0]],
    ['residual block', [16, 16], 3, 1, 'valid', [1, 1]],
    ['to colours', [16, 3], 7, 1, 'valid', [3, 3]],
    ['discriminator', [3, 16], 4, 2, 'same', [1, 1]],
    ['discriminator without stride', [16, 24], 4, 1, 'valid', [1, 1]],
    ['verdict', [24, 1], 4, 1, 'valid', [1, 1]],
    ['one by one', [16, 8], 1, 1, 'valid', [0, 0]],
  ] as const
).map(([name, channels, kernel, stride, pad, zeros]) => [
  name,
  {
    ...{ batch: 2, size: [11, 9], channels, pad, dilations: [1, 1] },
    ...{ kernel: [kernel, kernel], strides: [stride, stride], zeros: [zeros, zeros] },
  },
]);

test.each(layers)('gradients of a layer: %s agrees with TensorFlow.js', async (name, layer) => {
  for (const convolution of [layer, { ...layer, batch: 1 }]) {
    const { x, w, dy } = givenFor(convolution);
    await agreement.check([
      {
        title: name,
        inputs: { x, w, dy },
        run({ x, w, dy }) {
          const [dx, dw] = tf.grads((image, filter) => convolve(convolution, image, filter))([x!, w!], dy);
          return { y: convolve(convolution, x!, w!), dx: dx!, dw: dw! };
        },
      },
    ]);
  }
});

test('convolution and its gradients: each of them was compared', () => {
  expect([...agreement.kernels]).toEqual(expect.arrayContaining(coveredKernels.convolution));
});
