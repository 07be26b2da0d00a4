import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAgreement, type Case } from './agreement-stand-in.ts';
import { coveredKernels } from './covered-kernels-stand-in.ts';
import { anyShape, broadcastPair, given, placed, placedOf, type Placed } from './memory-stand-in.ts';

const agreement = createAgreement();

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const unaryOfAll: Record<string, Unary> = {
  abs: tf.abs,
  ceil: tf.ceil,
  cos: tf.cos,
  elu: tf.elu,
  exp: tf.exp,
  floor: tf.floor,
  neg: tf.neg,
  relu: tf.relu,
  sigmoid: tf.sigmoid,
  sign: tf.sign,
  sin: tf.sin,
  softplus: tf.softplus,
  square: tf.square,
  tanh: tf.tanh,
  step: (x) => tf.step(x),
  stepWithSlope: (x) => tf.step(x, 0.25),
  stepOfOne: (x) => tf.step(x, 1),
  stepBelowZero: (x) => tf.step(x, -0.5),
  stepAboveOne: (x) => tf.step(x, 2),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  clip: (x) => tf.clipByValue(x, -0.5, 1),
  zerosLike: tf.zerosLike,
  onesLike: (x) => tf.onesLike(x),
  identity: (x) => tf.clone(x),
  truncated: (x) => tf.cast(x, 'int32'),
  present: (x) => tf.cast(x, 'bool'),
  absent: (x) => tf.logicalNot(tf.cast(x, 'bool')),
  onesLikeInteger: (x) => tf.onesLike(tf.cast(x, 'int32')),
};

const unaryOfPositive: Record<string, Unary> = {
  log: tf.log,
  reciprocal: tf.reciprocal,
  rsqrt: tf.rsqrt,
  sqrt: tf.sqrt,
};

const binaryOfAll: Record<string, Binary> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  maximum: tf.maximum,
  minimum: tf.minimum,
  greater: tf.greater,
  greaterEqual: tf.greaterEqual,
  less: tf.less,
  lessEqual: tf.lessEqual,
  equal: tf.equal,
  squaredDifference: tf.squaredDifference,
  logicalAnd: (a, b) => tf.logicalAnd(tf.greater(a, 0), tf.greater(b, 0)),
  logicalOr: (a, b) => tf.logicalOr(tf.greater(a, 0), tf.greater(b, 0)),
};

const binaryOfPositive: Record<string, Binary> = { div: tf.div, pow: tf.pow };

/** Operands that change nothing, of the same shape, of shape [] and one that makes the result larger. */
const neutral: Record<string, Unary> = {
  plusZero: (x) => tf.add(x, 0),
  zeroPlus: (x) => tf.add(tf.zerosLike(x), x),
  zerosPlus: (x) => tf.add(tf.zeros(x.shape), x),
  minusZero: (x) => tf.sub(x, tf.zeros(x.shape)),
  zeroMinus: (x) => tf.sub(tf.zeros(x.shape), x),
  timesOne: (x) => tf.mul(x, 1),
  onesTimes: (x) => tf.mul(tf.ones(x.shape), x),
  overOne: (x) => tf.div(x, tf.ones(x.shape)),
  timesOnesOfMoreAxes: (x) => tf.mul(x, tf.ones([2, ...x.shape])),
  timesTwosOfMoreAxes: (x) => tf.mul(tf.add(tf.ones([2, ...x.shape]), tf.ones(x.shape)), x),
};

function applied(operations: Record<string, Unary>, x: tf.Tensor): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, operation(x)]));
}

function unaryCase(x: Placed, operations: Record<string, Unary>, values: 'signed' | 'positive'): Case {
  return {
    title: `${values} ${JSON.stringify(x)}`,
    inputs: { x: given(x, values) },
    run: (tensors) => applied(operations, placed(x, tensors['x']!)),
  };
}

function binaryCase([a, b]: readonly [Placed, Placed], operations: Record<string, Binary>): Case {
  const values = operations === binaryOfPositive ? 'positive' : 'signed';
  return {
    title: `${values} ${JSON.stringify([a, b])}`,
    inputs: { a: given(a, values), b: given(b, values) },
    run({ a: first, b: second }) {
      const [left, right] = [placed(a, first!), placed(b, second!)];
      const both = Object.entries(operations);
      return Object.fromEntries(both.map(([name, operation]) => [name, operation(left, right)]));
    },
  };
}

test('element-wise kernels: those of one input agree with TensorFlow.js wherever it lies', async () => {
  const inputs = fc.array(placedOf(anyShape), { minLength: 3, maxLength: 3 });
  const property = fc.asyncProperty(inputs, (list) =>
    agreement.check(
      list.flatMap((x) => [unaryCase(x, unaryOfAll, 'signed'), unaryCase(x, unaryOfPositive, 'positive')]),
    ),
  );
  await fc.assert(property, { seed: 1, numRuns: 10 });
});

test('element-wise kernels: those of two inputs agree with TensorFlow.js on every broadcast', async () => {
  const property = fc.asyncProperty(fc.array(broadcastPair, { minLength: 4, maxLength: 4 }), (pairs) =>
    agreement.check(
      pairs.flatMap((pair) => [binaryCase(pair, binaryOfAll), binaryCase(pair, binaryOfPositive)]),
    ),
  );
  await fc.assert(property, { seed: 2, numRuns: 20 });
});

test('element-wise kernels: tensors of fewer axes meet the last axes, wherever the other lies', async () => {
  const shapes = [[2], [1, 2], [2, 2], [2, 1], [2, 2, 2], [2, 1, 2], [1, 2, 1, 2], [2, 1, 1, 1]];
  const pairs = (['plain', 'image', 'filter'] as const).flatMap((place) =>
    shapes.map((shape): [Placed, Placed] => [
      { shape: [2, 2, 2, 2], place },
      { shape, place: 'plain' },
    ]),
  );
  const both = pairs.flatMap(([a, b]): [Placed, Placed][] => [
    [a, b],
    [b, a],
  ]);
  await agreement.check(both.map((pair) => binaryCase(pair, { sub: tf.sub })));
});

test('element-wise kernels: an operand that changes nothing still gives the shape of the result', async () => {
  const property = fc.asyncProperty(fc.array(placedOf(anyShape), { minLength: 4, maxLength: 4 }), (list) =>
    agreement.check(list.map((x) => unaryCase(x, neutral, 'signed'))),
  );
  await fc.assert(property, { seed: 3, numRuns: 10 });
});

test('element-wise kernels: choices and sums of several tensors agree with TensorFlow.js', async () => {
  const three = anyShape.chain((shape) => {
    const one = placedOf(fc.constant(shape));
    return fc.tuple(one, one, one);
  });
  const caseOf = ([a, b, c]: [Placed, Placed, Placed]): Case => ({
    title: JSON.stringify([a, b, c]),
    inputs: { a: given(a), b: given(b), c: given(c) },
    run({ a: first, b: second, c: third }) {
      const [x, y, z] = [placed(a, first!), placed(b, second!), placed(c, third!)];
      return { choice: tf.where(tf.greater(x, 0), y, z), sum: tf.addN([x, y, z]), same: tf.addN([x]) };
    },
  });
  const property = fc.asyncProperty(fc.array(three, { minLength: 4, maxLength: 4 }), (list) =>
    agreement.check(list.map(caseOf)),
  );
  await fc.assert(property, { seed: 4, numRuns: 10 });
});

test('element-wise kernels: what is not finite stays so, so that a diverged loss is seen', async () => {
  const { zerosLike, onesLike, onesLikeInteger, truncated, present, absent, ...floats } = unaryOfAll;
  // TensorFlow.js says sign(NaN) = 0; the engine keeps NaN. Steps outside of [0, 1] are comparisons.
  const { sign, stepBelowZero, stepAboveOne, ...kept } = floats;
  const specials = Array.from({ length: 37 }, (_, i) => [NaN, Infinity, -Infinity][i % 3]!);
  await agreement.check([
    {
      title: 'not finite',
      inputs: { x: { shape: [37], values: 'positive' } },
      run: ({ x }) => applied({ ...kept, ...unaryOfPositive }, tf.mul(x!, tf.tensor(specials))),
    },
  ]);
});

test('element-wise kernels: each of them was compared', () => {
  expect([...agreement.kernels]).toEqual(expect.arrayContaining(coveredKernels.elementwise));
});
