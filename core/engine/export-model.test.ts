import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { resnetGenerator } from '../networks/resnet-generator.ts';
import { exportModel, type ExportedFunction } from './export-model.ts';
import { firstDifference } from './lowering/agreement-stand-in.ts';
import { decodeModel, float32Values } from './onnx/model-proto.ts';
import { relayout } from './lowering/layout.ts';
import { instanceNorm } from './ops/instance-norm.ts';
import { reflectPad } from './ops/reflect-pad.ts';

beforeAll(() => tf.setBackend('cpu'));

type Run = (image: tf.Tensor4D) => tf.Tensor4D;

const generator = resnetGenerator({ filters: 4, blocks: 2 });
const exported: ExportedFunction = {
  name: 'dusk',
  run: (weights, image) => generator.apply(weights, image),
  weights: generator.init(createRandom(1)),
  metadata: { title: 'Day to dusk', direction: 'x to y' },
};

function withoutWeights(run: Run): ExportedFunction {
  return { name: 'sample', run: (_, image) => run(image), weights: {}, metadata: {} };
}

function randomImage(height: number, width: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: height * width * 3 }, () => 2 * random.uniform() - 1);
}

async function runExported(
  session: ort.InferenceSession,
  image: Float32Array,
  [height, width]: readonly [number, number],
): Promise<Float32Array> {
  const planes = relayout(image, [1, height, width, 3], 'plain', 'nchw');
  const feeds = { image: new ort.Tensor('float32', planes, [1, 3, height, width]) };
  const { translated } = await session.run(feeds);
  expect(translated!.dims).toEqual([1, 3, height, width]);
  return relayout(translated!.data as Float32Array, [1, height, width, 3], 'nchw', 'plain');
}

function runEagerly({ run, weights }: ExportedFunction, image: tf.Tensor4D): Float32Array {
  return tf.tidy(() => {
    const named = Object.entries(weights).map(
      ([name, { shape, values }]) => [name, tf.tensor(values, [...shape])] as const,
    );
    return run(Object.fromEntries(named), image).dataSync() as Float32Array;
  });
}

/** The first number that differs by more than 1e-4 on pictures of several sizes; undefined where none does. */
async function difference(
  model: ExportedFunction,
  sizes: readonly (readonly [number, number])[],
): Promise<unknown> {
  const session = await ort.InferenceSession.create(exportModel(model), { logSeverityLevel: 3 });
  for (const [index, [height, width]] of sizes.entries()) {
    const image = randomImage(height, width, index);
    const expected = runEagerly(model, tf.tensor4d(image, [1, height, width, 3]));
    const found = firstDifference(expected, await runExported(session, image, [height, width]), 1e-4);
    if (found !== undefined) return `${height} x ${width} ${found}`;
  }
  await session.release();
  return undefined;
}

const sizeDependent: Record<string, Run> = {
  'flattens the picture': (x) => tf.reshape(tf.mul(tf.reshape<tf.Rank.R2>(x, [-1, 3]), 2), x.shape),
  'takes the middle': (x) => {
    const [, height, width] = x.shape;
    const middle = tf.slice(x, [0, height / 4, width / 4, 0], [1, height / 2, width / 2, 3]);
    return tf.pad(middle, [[0, 0], [height / 4, height / 4], [width / 4, width / 4], [0, 0]]); // prettier-ignore
  },
  'adds a pattern as large as the picture': (x) =>
    tf.add(x, tf.tensor(Float32Array.from({ length: x.size }, (_, i) => i / x.size), x.shape)), // prettier-ignore
  'paints one colour': (x) => tf.onesLike(x),
  'divides by the number of pixels': (x) => tf.div(tf.mul(x, 64), x.shape[1] * x.shape[2]),
};

test.each(Object.entries(sizeDependent))('export: a function that %s is refused', (_, run) => {
  expect(() => exportModel(withoutWeights(run))).toThrow(
    expect.objectContaining({ reason: 'no-lowering', details: { name: 'sample' } }),
  );
});

test('export: a function that reads values is refused', () => {
  const reading = withoutWeights((x) => tf.mul(x, x.dataSync()[0]!));
  expect(() => exportModel(reading)).toThrow(expect.objectContaining({ reason: 'read-in-step' }));
});

test('export: a generator gives what it gives eagerly, on 20 random pictures of many sizes (S-52)', async () => {
  const sizes = Array.from({ length: 20 }, (_, i): [number, number] => [8 + 4 * (i % 5), 8 + 4 * (i % 7)]);
  expect(await difference(exported, sizes)).toBeUndefined();
});

const sizeless: Record<string, Run> = {
  'the mean colour': (x) => tf.sub(x, tf.mean(x, [1, 2], true)),
  'the brightest of each channel': (x) => tf.div(x, tf.add(tf.max(tf.abs(x), [1, 2], true), 0.1)),
  'a mirrored border': (x) => tf.conv2d(reflectPad(x, 1), tf.ones<tf.Rank.R4>([3, 3, 3, 3]), 1, 'valid'),
  'a norm': (x) => instanceNorm(tf.add(x, 1), 1e-3),
  'mirrored pictures': (x) =>
    tf.slice(tf.concat([tf.reverse(x, [1]), tf.reverse(x, [2])], 3), [0, 0, 0, 2], [1, -1, -1, 3]),
  'channels in another order': (x) => tf.concat(tf.split<tf.Tensor4D>(x, 3, 3).reverse(), 3),
  'a picture turned twice': (x) => tf.transpose(tf.transpose(x, [0, 2, 1, 3]), [0, 2, 1, 3]),
  'the picture itself': (x) => x,
};

test.each(Object.entries(sizeless))('export: %s works alike on every size', async (_, run) => {
  expect(await difference(withoutWeights(run), [[5, 4], [3, 8], [12, 9]])).toBeUndefined(); // prettier-ignore
});

test('export: the file is standard ONNX with open height and width', () => {
  const { opsetImport, graph } = decodeModel(exportModel(exported));
  expect(opsetImport!.map(({ domain, version }) => [domain ?? '', Number(version)])).toEqual([['', 17]]);
  expect(graph!.node!.filter(({ domain }) => domain)).toEqual([]);
  for (const [port, name] of [
    [graph!.input!, 'image'],
    [graph!.output!, 'translated'],
  ] as const) {
    expect(port.map((value) => value.name)).toEqual([name]);
    const { dim } = port[0]!.type!.tensorType!.shape!;
    expect(dim!.map(({ dimParam, dimValue }) => (dimParam ? dimParam : Number(dimValue)))).toEqual([
      1,
      3,
      'height',
      'width',
    ]);
  }
});

test('export: weights and metadata are in the file', () => {
  const { graph, metadataProps } = decodeModel(exportModel(exported));
  expect(metadataProps).toEqual([
    { key: 'title', value: 'Day to dusk' },
    { key: 'direction', value: 'x to y' },
  ]);
  const sumOf = (arrays: Float32Array[]): number =>
    arrays.flatMap((a) => [...a]).reduce((s, v) => s + v * v, 0);
  const isMove = (values: Float32Array): boolean => values.every((v) => v === 0 || v === 1); // not a weight
  const large = graph!.initializer!.filter(
    (tensor) => tensor.dims!.length === 4 && !isMove(float32Values(tensor)),
  );
  const kernels = Object.values(exported.weights).filter(({ shape }) => shape.length === 4);
  expect(large).toHaveLength(kernels.length);
  expect(sumOf(large.map(float32Values))).toBeCloseTo(sumOf(kernels.map(({ values }) => values)), 6);
});

test('export: the same weights give the same bytes', () => {
  expect(Buffer.from(exportModel(exported)).equals(Buffer.from(exportModel(exported)))).toBe(true);
});
