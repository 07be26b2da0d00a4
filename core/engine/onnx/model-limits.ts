import type { GraphProto, ModelProto, NodeProto, TensorProto } from './onnx-types.ts';

/** The largest file that is read: what protobuf itself allows. */
export const maximumModelBytes = 2 ** 31 - 1;
const maximumNodes = 100_000;
const maximumNesting = 32;
const maximumDimensions = 8;
const external = 1; // TensorProto.DataLocation.EXTERNAL

/** Bytes of one element by ONNX data type; types of which no tensor here may be are left out. */
const elementBytes: Readonly<Record<number, number>> = {
  1: 4, // float32
  2: 1, // uint8
  3: 1, // int8
  4: 2, // uint16
  5: 2, // int16
  6: 4, // int32
  7: 8, // int64
  9: 1, // bool
  10: 2, // float16
  11: 8, // float64
  12: 4, // uint32
  13: 8, // uint64
  16: 2, // bfloat16
};

/**
 * What makes a decoded model unsafe to work with, one sentence each; empty when it is safe: too many nodes,
 * graphs nested too deep, data kept in other files, tensors whose declared size is not the size of their bytes.
 */
export function limitProblems(model: ModelProto): string[] {
  const found = { nodes: 0, problems: new Set<string>() };
  if (model.graph) walkGraph(model.graph, 1, found);
  else found.problems.add('it has no graph');
  if (found.nodes > maximumNodes)
    found.problems.add(`it has ${found.nodes} nodes, more than ${maximumNodes}`);
  return [...found.problems];
}

interface Found {
  nodes: number;
  readonly problems: Set<string>;
}

function walkGraph(graph: GraphProto, depth: number, found: Found): void {
  if (depth > maximumNesting) {
    found.problems.add(`its graphs are nested more than ${maximumNesting} deep`);
    return;
  }
  found.nodes += graph.node?.length ?? 0;
  for (const tensor of graph.initializer ?? []) checkTensor(tensor, found);
  if (graph.sparseInitializer?.length) found.problems.add('it has sparse weights');
  for (const node of graph.node ?? []) walkAttributes(node, depth, found);
}

function walkAttributes(node: NodeProto, depth: number, found: Found): void {
  for (const { t, tensors, sparseTensor, sparseTensors, g, graphs } of node.attribute ?? []) {
    if (sparseTensor || sparseTensors?.length) found.problems.add('it has sparse weights');
    for (const tensor of listed(t, tensors)) checkTensor(tensor, found);
    for (const graph of listed(g, graphs)) walkGraph(graph, depth + 1, found);
  }
}

function listed<T>(one: T | null | undefined, many: T[] | null | undefined): T[] {
  return one ? [one, ...(many ?? [])] : (many ?? []);
}

function checkTensor(tensor: TensorProto, found: Found): void {
  const name = shown(tensor.name);
  if (Number(tensor.dataLocation) === external || tensor.externalData?.length) {
    found.problems.add(`the weights ${name} are kept in another file`);
    return;
  }
  const dims = (tensor.dims ?? []).map(Number);
  if (dims.length > maximumDimensions) {
    found.problems.add(`the weights ${name} have ${dims.length} dimensions, more than ${maximumDimensions}`);
    return;
  }
  const expected = elementCount(dims);
  const present = presentElements(tensor);
  if (expected === undefined || expected !== present) {
    found.problems.add(
      `the weights ${name} are declared as [${dims.join(', ')}] but hold ${present ?? 'unknown'} values`,
    );
  }
}

/** The product of the dimensions, or nothing when one is negative or the product is beyond any file. */
function elementCount(dims: readonly number[]): number | undefined {
  if (dims.some((size) => !Number.isSafeInteger(size) || size < 0)) return undefined;
  if (dims.includes(0)) return 0;
  let count = 1;
  for (const size of dims) {
    count *= size;
    if (count > maximumModelBytes) return undefined;
  }
  return count;
}

function presentElements(tensor: TensorProto): number | undefined {
  const lists = [
    tensor.floatData,
    tensor.int32Data,
    tensor.int64Data,
    tensor.doubleData,
    tensor.uint64Data,
    tensor.stringData,
  ];
  const inLists = lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
  const raw = tensor.rawData?.byteLength ?? 0;
  if (raw === 0) return inLists;
  const bytes = elementBytes[tensor.dataType ?? 0];
  return bytes === undefined || inLists > 0 || raw % bytes !== 0 ? undefined : raw / bytes;
}

/** A name out of a file, cut for a message. */
function shown(name: string | null | undefined): string {
  return JSON.stringify((name ?? '').slice(0, 80));
}
