import { expect, test } from 'vitest';
import { createRandom } from '../../random/random.ts';
import { CoreError } from '../../contract/core-error.ts';
import {
  decodeModel,
  encodeModel,
  float32Values,
  int64Values,
  intsAttribute,
  makeNode,
  makeTensor,
  makeValueInfo,
} from './model-proto.ts';
import type { GraphProto, ModelProto, TensorProto } from './onnx-types.ts';

function modelWith(graph: Partial<GraphProto>): ModelProto {
  return {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    graph: {
      name: 'test',
      input: [makeValueInfo('x', [1, 'width'])],
      output: [makeValueInfo('y', [1, 'width'])],
      node: [makeNode('Add', ['x', 'w'], ['y'])],
      initializer: [makeTensor('w', [2, 2], Float32Array.of(1, 2, 3, 4))],
      ...graph,
    },
  };
}

function problemsOf(bytes: Uint8Array): readonly string[] {
  try {
    decodeModel(bytes);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(CoreError);
    expect((error as CoreError).reason).toBe('refused-model');
    return (error as CoreError).details.problems as string[];
  }
}

function problemsOfTensor(tensor: TensorProto): readonly string[] {
  return problemsOf(encodeModel(modelWith({ initializer: [tensor] })));
}

test('model file: bytes that are no model are refused', () => {
  expect(problemsOf(Buffer.from('not a model'))).toHaveLength(1);
  expect(problemsOf(new Uint8Array())).toEqual(['it has no graph']);
});

test('model file: weights in another file are refused (S-43)', () => {
  const tensor = { name: 'w', dims: [4], dataType: 1, dataLocation: 1 };
  expect(problemsOfTensor(tensor)).toEqual(['the weights "w" are kept in another file']);
  const named = {
    name: 'w',
    dims: [4],
    dataType: 1,
    externalData: [{ key: 'location', value: '/etc/passwd' }],
  };
  expect(problemsOfTensor(named)).toEqual(['the weights "w" are kept in another file']);
});

test('model file: a declared size that is not the size of the bytes is refused (S-44)', () => {
  const tensor = { ...makeTensor('w', [4], Float32Array.of(1, 2, 3, 4)), dims: [65536, 65536, 65536, 65536] };
  expect(problemsOfTensor(tensor)[0]).toContain('hold 4 values');
  expect(problemsOfTensor({ ...tensor, dims: [-4] })[0]).toContain('declared as [-4]');
  expect(problemsOfTensor({ ...tensor, dims: [5] })[0]).toContain('declared as [5]');
});

test('model file: more than 8 dimensions are refused (S-44)', () => {
  const tensor = makeTensor('w', [1, 1, 1, 1, 1, 1, 1, 1, 1], Float32Array.of(1));
  expect(problemsOfTensor(tensor)[0]).toContain('9 dimensions');
});

test('model file: graphs nested beyond 32 are refused without a crash (S-44)', () => {
  let graph: GraphProto = { name: 'innermost' };
  for (let depth = 0; depth < 40; depth++) {
    graph = { name: 'outer', node: [{ opType: 'If', attribute: [{ name: 'then_branch', g: graph }] }] };
  }
  expect(problemsOf(encodeModel({ graph }))).toEqual(['its graphs are nested more than 32 deep']);
});

test('model file: every reason is named at once (S-45)', () => {
  const initializer = [
    makeTensor('a', [1, 1, 1, 1, 1, 1, 1, 1, 1], Float32Array.of(1)),
    { name: 'b', dims: [4], dataType: 1, dataLocation: 1 },
  ];
  expect(problemsOf(encodeModel(modelWith({ initializer })))).toHaveLength(2);
});

test('model file: mutated files are read or refused, and never crash (S-44)', () => {
  const random = createRandom(1);
  const original = encodeModel(modelWith({}));
  for (let round = 0; round < 3000; round++) {
    const mutated = Uint8Array.from(original);
    for (let flips = random.integer(8); flips >= 0; flips--)
      mutated[random.integer(mutated.length)] = random.integer(256);
    problemsOf(mutated.subarray(0, 1 + random.integer(mutated.length)));
  }
});

test('model file: weights, attributes and shapes come back as they were written', () => {
  const node = makeNode('Transpose', ['x'], ['y'], { perm: [0, 2, 1] });
  const initializer = [
    makeTensor('w', [2, 2], Float32Array.of(1, 2.5, 3, 4)),
    makeTensor('n', [2], BigInt64Array.of(7n, -1n)),
  ];
  const { graph } = decodeModel(encodeModel(modelWith({ node: [node], initializer })));
  expect(float32Values(graph!.initializer![0]!)).toEqual(Float32Array.of(1, 2.5, 3, 4));
  expect(int64Values(graph!.initializer![1]!)).toEqual([7, -1]);
  expect(intsAttribute(graph!.node![0]!, 'perm')).toEqual([0, 2, 1]);
  expect(graph!.input![0]!.type!.tensorType!.shape!.dim![1]!.dimParam).toBe('width');
});
