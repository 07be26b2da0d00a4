import * as tf from '@tensorflow/tfjs';
import { beforeEach, expect, test } from 'vitest';
import { CoreError } from '../../contract/core-error.ts';
import { allLowerings } from '../lowering/lowerings.ts';
import type { NamedTensors, TensorSpec } from '../step.ts';
import { trace } from './trace.ts';
import { countReaders, nodesInOrder } from './traced-graph.ts';

beforeEach(() => tf.setBackend('cpu'));

const image: TensorSpec = { shape: [1, 4, 4, 2], dtype: 'float32' };

function traced(run: (x: tf.Tensor) => tf.Tensor): ReturnType<typeof trace> {
  return trace({ x: image }, ({ x }: NamedTensors) => ({ y: run(x!) }), allLowerings);
}

function refusal(run: (x: tf.Tensor) => tf.Tensor): CoreError {
  try {
    traced(run);
  } catch (error) {
    expect(error).toBeInstanceOf(CoreError);
    return error as CoreError;
  }
  throw new Error('The trace was expected to fail.');
}

const reads: Record<string, (y: tf.Tensor) => unknown> = {
  dataSync: (y) => y.dataSync(),
  arraySync: (y) => y.arraySync(),
  print: (y) => y.print(),
  bufferSync: (y) => y.bufferSync(),
};

test.each(Object.entries(reads))(
  'trace: reading values by %s is refused and names the operation',
  (_, read) => {
    const error = refusal((x) => {
      const y = tf.relu(x);
      read(y);
      return y;
    });
    expect(error).toMatchObject({ reason: 'read-in-step', details: { operation: 'Relu' } });
    expect(error.message).toContain('made by Relu');
  },
);

test.each(['data', 'array', 'buffer'] as const)(
  'trace: %s, which reads later, is refused too',
  async (read) => {
    const promised: Promise<unknown>[] = [];
    traced((x) => {
      const y = tf.tanh(x);
      promised.push(y[read]());
      return y;
    });
    await expect(promised[0]).rejects.toMatchObject({
      reason: 'read-in-step',
      details: { operation: 'Tanh' },
    });
  },
);

test('trace: reading an input or a constant is refused as such', () => {
  const ofInput = refusal((x) => tf.mul(x, x.dataSync()[0]!));
  expect(ofInput).toMatchObject({ reason: 'read-in-step', details: { operation: 'placeholder' } });
  const ofConstant = refusal((x) => tf.mul(x, tf.scalar(2).dataSync()[0]!));
  expect(ofConstant).toMatchObject({ reason: 'read-in-step', details: { operation: 'constant' } });
});

const unknown: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  TopK: (x) => tf.topk(x, 1).values,
  Cumsum: (x) => tf.cumsum(x, 3),
  MaxPool: (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'),
};

test.each(Object.entries(unknown))(
  'trace: the kernel %s, which has no lowering, is refused by name',
  (kernel, run) => {
    const error = refusal(run);
    expect(error).toMatchObject({ reason: 'no-lowering', details: { kernel } });
    expect(error.message).toContain(kernel);
  },
);

test('trace: a gradient that needs a kernel without lowering is refused by name', () => {
  const indices = (): tf.Tensor1D => tf.tensor1d([0, 1], 'int32');
  const error = refusal((x) => tf.grad((t) => tf.sum(tf.gather(t, indices(), 1)))(x));
  expect(error).toMatchObject({ reason: 'no-lowering', details: { kernel: 'UnsortedSegmentSum' } });
});

test('trace: a tensor made outside of the step is refused with what to do', () => {
  const outside = tf.scalar(2);
  expect(() => traced((x) => tf.mul(x, outside))).toThrow('pass it in as an input');
  expect(() => traced((x) => tf.add(x, tf.reshape(outside, [1])))).toThrow('pass it in as an input');
  expect(() => traced(() => outside)).toThrow('pass it in as an input');
  expect([...outside.dataSync()]).toEqual([2]);
});

test('trace: the numbers of a tensor made inside of the step become a constant', () => {
  const { results } = traced((x) => tf.mul(x, tf.tensor1d([2, 3])));
  const [node] = nodesInOrder([results['y']!]);
  expect(node!.inputs['b']!.source).toEqual({ kind: 'constant', values: Float32Array.of(2, 3) });
});

test('trace: the backend that was active is active again, also when the step fails', () => {
  traced((x) => tf.relu(x));
  expect(tf.getBackend()).toBe('cpu');
  refusal((x) => tf.topk(x, 1).values);
  expect(tf.getBackend()).toBe('cpu');
  expect(() =>
    traced(() => {
      throw new Error('mine');
    }),
  ).toThrow('mine');
  expect(tf.getBackend()).toBe('cpu');
  expect([...tf.add(tf.scalar(1), 1).dataSync()]).toEqual([2]);
});

test('trace: a step that fails within a gradient leaves TensorFlow.js able to differentiate', () => {
  refusal((x) => tf.grad((t) => tf.sum(tf.topk(t, 1).values))(x));
  expect([
    ...tf
      .grad((t) => tf.square(t))(tf.scalar(3))
      .dataSync(),
  ]).toEqual([6]);
});

test('trace: no tensor is left behind, also when the step fails', () => {
  const attempts = (): void => {
    traced((x) => tf.grad((t) => tf.mean(tf.square(tf.relu(t))))(x));
    refusal((x) => tf.topk(tf.relu(x), 1).values);
    refusal((x) => tf.grad((t) => tf.mul(t, t.dataSync()[0]!))(x));
  };
  attempts();
  attempts();
  const before = tf.memory().numTensors;
  attempts();
  expect(tf.memory().numTensors).toBe(before);
});

test('trace: nodes come after what they read, and only those that the results need', () => {
  const { results } = traced((x) => {
    tf.exp(x);
    const y = tf.relu(x);
    return tf.add(tf.square(y), tf.abs(y));
  });
  expect(nodesInOrder([results['y']!]).map(({ kernel }) => kernel)).toEqual(['Relu', 'Square', 'Abs', 'Add']);
});

test('trace: readers are counted over the nodes and results that are needed', () => {
  const { results } = trace(
    { x: image },
    ({ x }) => {
      const y = tf.relu(x!);
      tf.exp(y);
      return { y, sum: tf.add(y, y) };
    },
    allLowerings,
  );
  // Both operands of the sum and the result itself.
  expect(countReaders({ results }).get(results['y']!)).toBe(3);
});

test('trace: a graph of many thousand operations does not overflow the stack', () => {
  const { results } = traced((x) => {
    let y = x;
    for (let i = 0; i < 20_000; i++) y = tf.relu(y);
    return y;
  });
  expect(nodesInOrder([results['y']!])).toHaveLength(20_000);
});
