import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { createStepRunner } from './create-step-runner.ts';
import type { Step } from './step.ts';

function stepWith(run: (x: tf.Tensor) => tf.Tensor): Step {
  return {
    name: 'sample',
    state: {},
    inputs: { x: { shape: [2, 3], dtype: 'float32' } },
    run: (_, { x }) => ({ state: {}, outputs: { y: run(x!) } }),
  };
}

async function outputOf(run: (x: tf.Tensor) => tf.Tensor): Promise<Float32Array> {
  const runner = await createStepRunner(stepWith(run));
  const { y } = await runner.run({ x: Float32Array.of(-1, 2, 3, -4, 5, 0) });
  await runner.dispose();
  return y!;
}

test('compiled step: a step that reads values is refused', async () => {
  const reading = createStepRunner(stepWith((x) => tf.mul(x, x.dataSync()[0]!)));
  await expect(reading).rejects.toMatchObject({ reason: 'read-in-step' });
});

test('compiled step: a step with an operation that cannot be compiled is refused', async () => {
  const sorting = createStepRunner(stepWith((x) => tf.topk(x, 2).values));
  await expect(sorting).rejects.toMatchObject({ reason: 'no-lowering', details: { kernel: 'TopK' } });
});

test('compiled step: whole numbers come out as numbers', async () => {
  expect(await outputOf((x) => tf.cast(x, 'int32'))).toEqual(Float32Array.of(-1, 2, 3, -4, 5, 0));
});

test('compiled step: truth values come out as ones and zeros', async () => {
  expect(await outputOf((x) => tf.greater(x, 0))).toEqual(Float32Array.of(0, 1, 1, 0, 1, 0));
});

test('compiled step: leaves the backend of TensorFlow.js and its tensors as they were', async () => {
  await tf.setBackend('cpu');
  await outputOf((x) => tf.grad((t) => tf.mean(tf.square(t)))(x));
  await outputOf((x) => tf.relu(x));
  const before = tf.memory().numTensors;
  await outputOf((x) => tf.grad((t) => tf.mean(tf.square(t)))(x));
  expect(tf.memory().numTensors).toBe(before);
  expect(tf.getBackend()).toBe('cpu');
});

test('compiled step: says what it runs on', async () => {
  const runner = await createStepRunner(stepWith((x) => tf.relu(x)));
  expect(runner.device).toBe('onnxruntime cpu');
  await runner.dispose();
});

test('compiled step: the same numbers come out whatever the number of threads', async () => {
  const run = (x: tf.Tensor): tf.Tensor => tf.matMul(tf.softplus(x), x, false, true);
  const results = await Promise.all(
    [1, 2].map(async (threads) => {
      const runner = await createStepRunner(stepWith(run), { threads });
      const { y } = await runner.run({ x: Float32Array.of(-1, 2, 3, -4, 5, 0) });
      await runner.dispose();
      return y;
    }),
  );
  expect(results[0]).toEqual(results[1]);
});
