import type { OnnxGraph } from './onnx-graph.ts';

/** Takes out of a graph every node and constant that no output needs. Returns the same graph. */
export function removeUnused(graph: OnnxGraph): OnnxGraph {
  const needed = new Set(graph.outputs.map(({ name }) => name));
  const kept = graph.nodes.toReversed().filter(({ inputs, outputs }) => {
    if (!outputs.some((name) => needed.has(name))) return false;
    inputs.forEach((name) => needed.add(name));
    return true;
  });
  graph.nodes = kept.toReversed();
  graph.constants = graph.constants.filter(({ name }) => needed.has(name));
  return graph;
}
