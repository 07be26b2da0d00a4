import { expect, test } from 'vitest';
import { decodeModel, float32Values } from '../onnx/model-proto.ts';
import type { GraphProto, ModelProto, ValueInfoProto } from '../onnx/onnx-types.ts';
import { encodeGraph, type EncodeOptions } from './encode-graph.ts';
import { OnnxGraph } from './onnx-graph.ts';

/** y = weights * relu(image), which is also the state that goes out. */
function graph(domain = ''): OnnxGraph {
  const made = new OnnxGraph();
  const image = made.input({ name: 'image', dims: [1, 3, 8, 6], dtype: 'float32' });
  made.input({ name: 'picks', dims: [2], dtype: 'int32' });
  const relu = made.operation('Relu', [image], {}, [1, 3, 8, 6], domain);
  const weights = made.floats(Float32Array.of(1, 2, 3), [1, 3, 1, 1]);
  made.output('result', made.operation('Mul', [relu, weights], {}, [1, 3, 8, 6]), 'float32');
  return made;
}

function encoded(options: Partial<EncodeOptions> = {}, domain?: string): ModelProto & { graph: GraphProto } {
  const bytes = encodeGraph(graph(domain), { name: 'sample', ...options });
  return decodeModel(bytes) as ModelProto & { graph: GraphProto };
}

function sizes(port: ValueInfoProto | undefined): (number | string)[] {
  const dims = port?.type?.tensorType?.shape?.dim ?? [];
  return dims.map(({ dimParam, dimValue }) => (dimParam ? dimParam : Number(dimValue)));
}

test('encoded graph: inputs keep their names, sizes and types', () => {
  const { input } = encoded().graph;
  expect(input!.map(({ name }) => name)).toEqual(['image', 'picks']);
  expect(input!.map((port) => port.type!.tensorType!.elemType)).toEqual([1, 6]);
  expect(sizes(input![0])).toEqual([1, 3, 8, 6]);
});

test('encoded graph: results are called as the caller calls them only where asked for', () => {
  expect(encoded().graph.output![0]!.name).not.toBe('result');
  const { output, node } = encoded({ namedResults: true }).graph;
  expect(output![0]!.name).toBe('result');
  expect(node!.at(-1)!.output).toEqual(['result']);
});

test('encoded graph: open sizes carry their names, the others their numbers', () => {
  const open = [undefined, undefined, 'height', 'width'];
  const { input, output } = encoded({ openSizes: { image: open, result: open }, namedResults: true }).graph;
  expect(sizes(input![0])).toEqual([1, 3, 'height', 'width']);
  expect(sizes(output![0])).toEqual([1, 3, 'height', 'width']);
  expect(sizes(input![1])).toEqual([2]);
});

test('encoded graph: constants and metadata are inside', () => {
  const { graph: made, metadataProps } = encoded({ metadata: { look: 'dusk' } });
  expect(made.initializer!.map(float32Values)).toEqual([Float32Array.of(1, 2, 3)]);
  expect(metadataProps).toEqual([{ key: 'look', value: 'dusk' }]);
});

test('encoded graph: it asks for operator set 17 and for the foreign domains that it uses', () => {
  const domains = (model: ModelProto): [string, number][] =>
    model.opsetImport!.map(({ domain, version }) => [domain ?? '', Number(version)]);
  expect(domains(encoded())).toEqual([['', 17]]);
  expect(domains(encoded({}, 'com.microsoft'))).toEqual([
    ['', 17],
    ['com.microsoft', 1],
  ]);
});
