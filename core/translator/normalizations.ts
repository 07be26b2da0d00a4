import {
  float32Values,
  floatAttribute,
  makeNode,
  makeTensor,
  makeValueInfo,
} from '../engine/onnx/model-proto.ts';
import type { GraphProto, ModelProto, NodeProto } from '../engine/onnx/onnx-types.ts';
import { imageName } from './check-graph.ts';

/** What the instance norms of a graph come to on one photo: normalised = x * gain + offset, one of each a channel. */
export interface Statistics {
  readonly gain: Float32Array;
  readonly offset: Float32Array;
}

export const gainName = (index: number): string => `diptych/gain/${index}`;
export const offsetName = (index: number): string => `diptych/offset/${index}`;

/** The instance norms of a graph, in its order. */
export function instanceNorms(graph: GraphProto): NodeProto[] {
  return (graph.node ?? []).filter(({ opType }) => opType === 'InstanceNormalization');
}

/**
 * A model whose input is a batch of samples of one photo, `image` [samples, 3, height, width], and whose outputs are the
 * gain and offset of every instance norm, [1, channels, 1, 1] each, with the mean and variance of all samples together.
 */
export function statisticsModel(model: ModelProto): ModelProto {
  const graph = model.graph!;
  const constants = new Map((graph.initializer ?? []).map((tensor) => [tensor.name, tensor]));
  const norms = instanceNorms(graph);
  const columns = norms.flatMap((norm, index) =>
    [1, 2].map((at) => {
      const values = float32Values(constants.get(norm.input![at])!);
      return makeTensor(columnName(index, at), [1, values.length, 1, 1], values);
    }),
  );
  const epsilons = norms.map((norm, index) =>
    makeTensor(epsilonName(index), [1], Float32Array.of(floatAttribute(norm, 'epsilon', 1e-5))),
  );
  const nodes = (graph.node ?? []).flatMap((node) =>
    norms.includes(node) ? measuredNorm(node, norms.indexOf(node)) : [node],
  );
  const outputs = norms.flatMap((_, index) => [gainName(index), offsetName(index)]);
  return {
    irVersion: Number(model.irVersion),
    opsetImport: model.opsetImport!,
    graph: {
      name: 'statistics',
      node: neededFor(outputs, nodes),
      initializer: [...(graph.initializer ?? []), ...columns, ...epsilons],
      input: [makeValueInfo(imageName, ['samples', 3, 'height', 'width'])],
      output: outputs.map((name) => makeValueInfo(name, [1, 'channels', 1, 1])),
    },
  };
}

const columnName = (index: number, at: number): string => `diptych/column/${index}/${at}`;
const epsilonName = (index: number): string => `diptych/epsilon/${index}`;

/** gain = scale / sqrt(variance + epsilon), offset = bias - mean * gain, y = x * gain + offset. */
function measuredNorm(norm: NodeProto, index: number): NodeProto[] {
  const x = norm.input![0]!;
  const [gain, offset] = [gainName(index), offsetName(index)];
  const at = (part: string) => `diptych/norm/${index}/${part}`;
  return [
    ...meanOfAll(x, at('mean')),
    makeNode('Sub', [x, at('mean')], [at('centred')]),
    makeNode('Mul', [at('centred'), at('centred')], [at('squares')]),
    ...meanOfAll(at('squares'), at('variance')),
    makeNode('Add', [at('variance'), epsilonName(index)], [at('positive')]),
    makeNode('Sqrt', [at('positive')], [at('deviation')]),
    makeNode('Div', [columnName(index, 1), at('deviation')], [gain]),
    makeNode('Mul', [at('mean'), gain], [at('shift')]),
    makeNode('Sub', [columnName(index, 2), at('shift')], [offset]),
    makeNode('Mul', [x, gain], [at('scaled')]),
    makeNode('Add', [at('scaled'), offset], [norm.output![0]!]),
  ];
}

/** [samples, channels, height, width] -> [1, channels, 1, 1]; in two steps, each of which the runtime does fast. */
function meanOfAll(x: string, name: string): NodeProto[] {
  return [
    makeNode('ReduceMean', [x], [`${name}/each`], { axes: [2, 3] }),
    makeNode('ReduceMean', [`${name}/each`], [name], { axes: [0] }),
  ];
}

/** The nodes that `outputs` depend on, in their order. */
function neededFor(outputs: readonly string[], nodes: readonly NodeProto[]): NodeProto[] {
  const needed = new Set(outputs);
  const kept = [...nodes].reverse().filter(({ input, output }) => {
    if (!output?.some((name) => needed.has(name))) return false;
    for (const name of input ?? []) needed.add(name);
    return true;
  });
  return kept.reverse();
}
