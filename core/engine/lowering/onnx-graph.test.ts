import { expect, test } from 'vitest';
import { OnnxGraph } from './onnx-graph.ts';
import { removeUnused } from './remove-unused.ts';

function graphWithInput(): { graph: OnnxGraph; x: string } {
  const graph = new OnnxGraph();
  return { graph, x: graph.input({ name: 'x', dims: [2, 3], dtype: 'float32' }) };
}

test('graph: equal operations are made once', () => {
  const { graph, x } = graphWithInput();
  const first = graph.operation('LeakyRelu', [x], { alpha: { float: 0.2 } }, [2, 3]);
  expect(graph.operation('LeakyRelu', [x], { alpha: { float: 0.2 } }, [2, 3])).toBe(first);
  expect(graph.nodes).toHaveLength(1);
});

test('graph: operations that differ in an attribute, an input, the domain or the operator are all made', () => {
  const { graph, x } = graphWithInput();
  const names = [
    graph.operation('LeakyRelu', [x], { alpha: { float: 0.2 } }, [2, 3]),
    graph.operation('LeakyRelu', [x], { alpha: { float: 0.1 } }, [2, 3]),
    graph.operation('LeakyRelu', [graph.scalar(1)], { alpha: { float: 0.2 } }, []),
    graph.operation('LeakyRelu', [x], { alpha: { float: 0.2 } }, [2, 3], 'com.microsoft'),
    graph.operation('ThresholdedRelu', [x], { alpha: { float: 0.2 } }, [2, 3]),
  ];
  expect(new Set(names).size).toBe(5);
});

test('graph: small constants of the same numbers and sizes are kept once', () => {
  const { graph } = graphWithInput();
  expect(graph.floats(Float32Array.of(1, 2), [2])).toBe(graph.floats(Float32Array.of(1, 2), [2]));
  expect(graph.floats(Float32Array.of(1, 2), [1, 2])).not.toBe(graph.floats(Float32Array.of(1, 2), [2]));
  expect(graph.integers([1, 2])).not.toBe(graph.int32s(Int32Array.of(1, 2), [2]));
  expect(graph.scalar(1)).not.toBe(graph.floats(Float32Array.of(1), [1]));
  expect(graph.filled(1, [3])).toBe(graph.filled(1, [3]));
});

test('graph: sizes and values are known by name', () => {
  const { graph, x } = graphWithInput();
  expect(graph.dimsOf(x)).toEqual([2, 3]);
  expect(graph.bytesOf(x)).toBe(24);
  expect(graph.floatsOf(x)).toBeUndefined();
  expect(graph.floatsOf(graph.scalar(0.5))).toEqual(Float32Array.of(0.5));
  expect(graph.floatsOf(graph.integers([1]))).toBeUndefined();
});

test('graph: a result that is an input, a constant or a result already is copied', () => {
  const { graph, x } = graphWithInput();
  const made = graph.operation('Relu', [x], {}, [2, 3]);
  graph.output('first', made, 'float32');
  graph.output('again', made, 'float32');
  graph.output('input', x, 'float32');
  graph.output('constant', graph.scalar(1), 'float32');
  expect(graph.outputs.map(({ name }) => name === made)).toEqual([true, false, false, false]);
  expect(new Set(graph.outputs.map(({ name }) => name)).size).toBe(4);
  expect(graph.nodes.map(({ operator }) => operator)).toEqual(['Relu', 'Identity', 'Identity', 'Identity']);
});

test('graph: nodes and constants that no result needs disappear', () => {
  const { graph, x } = graphWithInput();
  const doubled = graph.operation('Mul', [x, graph.scalar(2)], {}, [2, 3]);
  graph.operation('Add', [doubled, graph.scalar(3)], {}, [2, 3]);
  const [, second] = graph.operations('Split', [doubled], { axis: 1 }, { dims: [[2, 1], [2, 2]] }); // prettier-ignore
  graph.output('y', second!, 'float32');
  removeUnused(graph);
  expect(graph.nodes.map(({ operator }) => operator)).toEqual(['Mul', 'Split']);
  expect(graph.constants.map(({ values }) => values[0])).toEqual([2]);
});
