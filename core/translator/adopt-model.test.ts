import { expect, test } from 'vitest';
import { makeNode, makeTensor, makeValueInfo } from '../engine/onnx/model-proto.ts';
import type { GraphProto, ModelProto, NodeProto } from '../engine/onnx/onnx-types.ts';
import { adoptModel, type ImageRange } from './adopt-model.ts';
import { describeModel } from './describe-model.ts';
import { testTranslator } from './translators-stand-in.ts';

interface Foreign {
  readonly version?: number;
  readonly change?: Partial<GraphProto>;
}

/** A model as other programs write them: other names, a fixed size, weights among the inputs. */
function foreign(nodes: readonly NodeProto[], { version = 17, change = {} }: Foreign = {}): ModelProto {
  return {
    irVersion: 8,
    producerName: 'pytorch',
    opsetImport: [{ domain: '', version }],
    graph: {
      name: 'main',
      node: [...nodes],
      initializer: [makeTensor('half', [1], Float32Array.of(0.5))],
      input: [makeValueInfo('x', [1, 3, 64, 64]), makeValueInfo('half', [1])],
      output: [makeValueInfo('y', [1, 3, 64, 64])],
      ...change,
    },
  };
}

const darker = makeNode('Mul', ['x', 'half'], ['y']);

function problemsOf(model: ModelProto): readonly string[] {
  const adopted = adoptModel(model, 'signed');
  return 'problems' in adopted ? adopted.problems : [];
}

async function madeOf(range: ImageRange, value: number): Promise<number> {
  const { bytes } = adoptModel(foreign([darker]), range) as { readonly bytes: Uint8Array };
  const network = await (await testTranslator(bytes)).whole();
  const values = new Float32Array(3 * 16 * 32).fill(value);
  return (await network.run({ values, height: 16, width: 32 }))[0]!;
}

test('foreign models: two inputs, and values that are no picture, are told all at once (H3)', () => {
  const change = {
    input: [makeValueInfo('x', [1, 1, 28, 28]), makeValueInfo('z', [1, 100])],
    output: [makeValueInfo('y', [1, 3, 64, 64], 7)],
  };
  expect(problemsOf(foreign([darker], { change }))).toEqual([
    'it takes 2 inputs, not one picture',
    'it takes [1, 1, 28, 28], not [1, 3, height, width]',
    'it takes [1, 100], not [1, 3, height, width]',
    'it gives values that are not float32',
  ]);
});

test('foreign models: S-45 operators that a translator may not have are named', () => {
  const nodes = [makeNode('NonMaxSuppression', ['x'], ['a']), makeNode('GridSample', ['a', 'a'], ['y'])];
  expect(problemsOf(foreign(nodes))).toEqual([
    'the operator NonMaxSuppression is not one that a translator may have',
    'the operator GridSample is not one that a translator may have',
  ]);
  const facts = describeModel(foreign(nodes));
  expect(facts).toContainEqual({ label: 'Not supported', value: 'GridSample, NonMaxSuppression' });
});

test('foreign models: an operator set that is too old or too new is told', () => {
  expect(problemsOf(foreign([darker], { version: 9 }))).toEqual(['its operator set is 9, not 13 to 17']);
  expect(problemsOf(foreign([darker], { version: 25 }))).toEqual(['its operator set is 25, not 13 to 17']);
  expect(problemsOf(foreign([darker], { version: 21 }))).toEqual([]);
});

test('foreign models: inputs, outputs, sets and operators are described, weights left aside', () => {
  expect(describeModel(foreign([darker]))).toEqual([
    { label: 'Inputs', value: '“x” float32 [1, 3, 64, 64]' },
    { label: 'Outputs', value: '“y” float32 [1, 3, 64, 64]' },
    { label: 'Operator sets', value: 'ONNX 17' },
    { label: 'Operators', value: 'Mul' },
    { label: 'Not supported', value: 'none' },
    { label: 'Made by', value: 'pytorch' },
  ]);
});

test('foreign models: each range of values is brought to ours and back, at any size', async () => {
  expect(await madeOf('signed', 0.5)).toBeCloseTo(0.25, 6); // 0.5 / 2
  expect(await madeOf('unit', 0.5)).toBeCloseTo(-0.25, 6); // 0.75 / 2 = 0.375 of 1
  expect(await madeOf('bytes', 1)).toBeCloseTo(0, 6); // 255 / 2 is the middle
});

test('foreign models: names that are ours do not get in the way', async () => {
  const nodes = [
    makeNode('Neg', ['x'], ['translated']),
    makeNode('Neg', ['translated'], ['image']),
    makeNode('Mul', ['image', 'half'], ['y']),
  ];
  const { bytes } = adoptModel(foreign(nodes), 'unit') as { readonly bytes: Uint8Array };
  const network = await (await testTranslator(bytes)).whole();
  const found = await network.run({ values: new Float32Array(3 * 16 * 16).fill(1), height: 16, width: 16 });
  expect(found[0]).toBeCloseTo(0, 6); // 1 / 2 of 0 to 1
});

test('foreign models: the borders that PyTorch computes from constants become constants', async () => {
  const list = (name: string, values: readonly bigint[]) =>
    makeTensor(name, [values.length], BigInt64Array.from(values));
  const node = (opType: string, input: readonly string[], output: string, attributes = {}) =>
    makeNode(opType, input, [output], attributes);
  const zero = { name: 'value', type: 4, t: list('', [0n]) };
  const nodes = [
    { ...node('ConstantOfShape', ['four'], 'zeros'), attribute: [zero] },
    node('Concat', ['pads', 'zeros'], 'all', { axis: 0 }),
    node('Reshape', ['all', 'pairs'], 'table'),
    node('Slice', ['table', 'last', 'first', 'axis', 'back'], 'turned'),
    node('Transpose', ['turned'], 'columns', { perm: [1, 0] }),
    node('Reshape', ['columns', 'flat'], 'row'),
    node('Cast', ['row'], 'borders', { to: 7 }),
    node('Pad', ['x', 'borders'], 'wide', { mode: 'reflect' }),
    node('AveragePool', ['wide'], 'y', { kernel_shape: [1, 3] }),
  ];
  const input = [makeValueInfo('x', [1, 3, 'h', 'w'])];
  // as torch.nn.ReflectionPad2d((1, 1, 0, 0)): left, right, top, bottom
  const initializer = [
    ...[list('four', [4n]), list('pads', [1n, 1n, 0n, 0n]), list('pairs', [-1n, 2n]), list('last', [-1n])],
    ...[list('first', [-(2n ** 63n) + 1n]), list('axis', [0n]), list('back', [-1n]), list('flat', [-1n])],
  ];
  const { bytes } = adoptModel(foreign(nodes, { change: { initializer, input } }), 'signed') as {
    readonly bytes: Uint8Array;
  };
  const network = await (await testTranslator(bytes)).whole();
  const values = Float32Array.from({ length: 3 * 16 * 16 }, (_, i) => (i % 16) / 16);
  const found = await network.run({ values, height: 16, width: 16 });
  expect(found[0]).toBeCloseTo((1 / 16 + 0 + 1 / 16) / 3, 6); // the border mirrors the second column
  expect(found[5]).toBeCloseTo(5 / 16, 6);
});

test('foreign models: constants that would be large are not computed', () => {
  const nodes = [makeNode('ConstantOfShape', ['many'], ['zeros']), makeNode('Add', ['x', 'zeros'], ['y'])];
  const initializer = [makeTensor('many', [1], BigInt64Array.of(2n ** 40n))];
  expect(problemsOf(foreign(nodes, { change: { initializer } }))).toContain(
    'the operator ConstantOfShape is not one that a translator may have',
  );
});
