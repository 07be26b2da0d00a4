import { expect, test } from 'vitest';
import { decodeModel, makeNode, makeTensor } from '../engine/onnx/model-proto.ts';
import type { ModelProto } from '../engine/onnx/onnx-types.ts';
import { checkGraph } from './check-graph.ts';
import { generatorBytes, modelOf } from './translators-stand-in.ts';

function problemsOf(model: ModelProto): string {
  const facts = checkGraph(model);
  return 'problems' in facts ? facts.problems.join('\n') : '';
}

const pass = makeNode('Identity', ['image'], ['translated']);

test('graph check: control flow is refused by name (S-45)', () => {
  const branch = {
    ...makeNode('If', ['image'], ['translated']),
    attribute: [{ name: 'then_branch', g: {} }],
  };
  expect(problemsOf(modelOf([branch]))).toContain('the operator If is not one that a translator may have');
});

test('graph check: operators of a foreign domain are refused by name (S-45)', () => {
  const node = { ...makeNode('Conv', ['image'], ['translated']), domain: 'com.example' };
  expect(problemsOf(modelOf([node]))).toContain('the operator Conv is of the foreign domain com.example');
});

test('graph check: a cycle and an input that nothing makes are refused (S-45)', () => {
  const cycle = [
    makeNode('Add', ['image', 'b'], ['a']),
    makeNode('Relu', ['a'], ['b']),
    makeNode('Tanh', ['b'], ['translated']),
  ];
  expect(problemsOf(modelOf(cycle))).toBe('the operator Add reads b, which nothing before it makes');
});

test('graph check: a tensor made twice is refused', () => {
  expect(problemsOf(modelOf([pass, pass]))).toContain('translated is made twice');
});

test('graph check: an older or newer operator set is refused', () => {
  const model = { ...modelOf([pass]), opsetImport: [{ domain: '', version: 7 }] };
  expect(problemsOf(model)).toBe('its operator set is 7, not 13 to 17');
});

test('graph check: functions of its own are refused', () => {
  expect(problemsOf({ ...modelOf([pass]), functions: [{ name: 'f' }] })).toBe(
    'it defines functions of its own',
  );
});

test('graph check: weights that are not finite are refused (S-48)', () => {
  const model = modelOf([makeNode('Mul', ['image', 'w'], ['translated'])], {
    w: [[1], Float32Array.of(NaN)],
  });
  expect(problemsOf(model)).toBe('the weights w hold values that are not finite');
});

test('graph check: a constant that would multiply the image in memory is refused (S-46)', () => {
  const model = modelOf([makeNode('Add', ['image', 'w'], ['translated'])], {
    w: [[1000, 1, 1, 1], new Float32Array(1000)],
  });
  expect(problemsOf(model)).toContain('not one value or one a channel');
});

test('graph check: padding beyond bounds is refused (S-46)', () => {
  const pads = BigInt64Array.of(0n, 0n, 100_000n, 0n, 0n, 0n, 0n, 0n);
  const model = modelOf([makeNode('Pad', ['image', 'pads'], ['translated'])], { pads: [[8], pads] });
  expect(problemsOf(model)).toContain('it pads by less than 0 or more than 1024');
});

test('graph check: a result of another size is refused', () => {
  const scales = Float32Array.of(1, 1, 2, 2);
  const model = modelOf([makeNode('Resize', ['image', '', 'scales'], ['translated'])], {
    scales: [[4], scales],
  });
  expect(problemsOf(model)).toBe('its result is 2 times the size of the photo, not the same size');
});

test('graph check: a result without three channels is refused', () => {
  const kernel: [number[], Float32Array] = [[1, 3, 1, 1], new Float32Array(3)];
  const model = modelOf([makeNode('Conv', ['image', 'kernel'], ['translated'])], { kernel });
  expect(problemsOf(model)).toBe('its result has 1 channels, not 3');
});

test('graph check: weights for another number of channels are refused', () => {
  const kernel: [number[], Float32Array] = [[3, 5, 1, 1], new Float32Array(15)];
  const model = modelOf([makeNode('Conv', ['image', 'kernel'], ['translated'])], { kernel });
  expect(problemsOf(model)).toContain('its weights are for another number of channels');
});

test('graph check: other inputs and outputs than image and translated are refused', () => {
  const model = modelOf([pass], {}, { input: [], output: [] });
  expect(problemsOf(model)).toContain(
    'its inputs are not just "image"\nits outputs are not just "translated"',
  );
});

test('graph check: every reason is named at once, and nothing follows from a refused operator', () => {
  const nodes = [
    makeNode('Loop', ['image'], ['a']),
    makeNode('Conv', ['a', 'nothing'], ['b']),
    makeNode('Tanh', ['b'], ['c']),
    makeNode('NonZero', ['c'], ['translated']),
  ];
  expect(
    problemsOf(modelOf(nodes, {}, { initializer: [makeTensor('w', [1], Float32Array.of(Infinity))] })).split(
      '\n',
    ),
  ).toEqual([
    'the operator Loop is not one that a translator may have',
    'the operator NonZero is not one that a translator may have',
    'the weights w hold values that are not finite',
    'the operator Conv reads nothing, which nothing before it makes',
  ]);
});

test('graph check: how far a pixel of a generator looks is known', () => {
  // 7x7 with few outputs in two steps, rows 3 and columns 3; halvings: 1 and 2; two blocks of two 3x3 at a quarter of
  // the size: 16; doublings: 2 and 1; 7x7 as before
  const facts = checkGraph(decodeModel(generatorBytes({ filters: 4, blocks: 2 })));
  expect(facts).toMatchObject({ radiusPixels: 3 + 3 + 1 + 2 + 16 + 2 + 1 + 3 + 3 });
});

test('graph check: what a generator needs in memory is known', () => {
  // the widest are 4 x 7 columns of the first convolution and the 4 channels that they become, 4 bytes each
  const facts = checkGraph(decodeModel(generatorBytes({ filters: 4, blocks: 2 })));
  expect(facts).toMatchObject({ bytesPerPixel: 4 * (28 + 4) });
});
