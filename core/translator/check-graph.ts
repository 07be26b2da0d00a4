import { float32Values } from '../engine/onnx/model-proto.ts';
import {
  elementTypes,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from '../engine/onnx/onnx-types.ts';
import { GraphProblem, type Constants, type Extent } from './extent.ts';
import { operators } from './operators.ts';

/** What a translator's graph takes and costs. */
export interface GraphFacts {
  /** Photo pixels to each side that one result pixel can depend on, instance norms left aside. */
  readonly radiusPixels: number;
  /** Most bytes of images alive at a time while running, for each pixel of the photo. */
  readonly bytesPerPixel: number;
  /** Numbers that were learnt. */
  readonly parameters: number;
  /** Version of ONNX's standard operators. */
  readonly operatorSet: number;
  /** Every image in the graph by name. */
  readonly tensors: ReadonlyMap<string, Extent>;
}

export const imageName = 'image';
export const translatedName = 'translated';

const operatorSets = { oldest: 13, newest: 17 };
const maximumRadiusPixels = 512;
const standardDomains = ['', 'ai.onnx'];

/** Follows a decoded model from `image` to `translated`; when it cannot be trusted, every reason why, at once. */
export function checkGraph(model: ModelProto): GraphFacts | { readonly problems: readonly string[] } {
  const graph = model.graph!;
  const problems = new Set([
    ...setProblems(model),
    ...endProblems(graph),
    ...operatorProblems(graph),
    ...weightProblems(graph),
  ]);
  const tensors = followAll(graph, problems);
  const result = tensors.get(translatedName);
  if (result === undefined) problems.add(`nothing in it makes "${translatedName}"`);
  else if (result !== unknown) for (const problem of resultProblems(result)) problems.add(problem);
  if (problems.size > 0 || !result || result === unknown) return { problems: [...problems] };
  const extents = new Map([...tensors].filter((entry): entry is [string, Extent] => entry[1] !== unknown));
  return {
    radiusPixels: result.radiusPixels,
    bytesPerPixel: peakBytesPerPixel(graph, extents),
    parameters: parameterCount(graph),
    operatorSet: operatorSetOf(model),
    tensors: extents,
  };
}

function standardSets({ opsetImport }: ModelProto): NonNullable<ModelProto['opsetImport']> {
  return (opsetImport ?? []).filter(({ domain }) => standardDomains.includes(domain ?? ''));
}

function operatorSetOf(model: ModelProto): number {
  return Number(standardSets(model)[0]?.version ?? 0);
}

function* setProblems(model: ModelProto): Iterable<string> {
  const { functions } = model;
  const versions = standardSets(model);
  const version = operatorSetOf(model);
  if (versions.length !== 1 || version < operatorSets.oldest || version > operatorSets.newest)
    yield `its operator set is ${version}, not ${operatorSets.oldest} to ${operatorSets.newest}`;
  if (functions?.length) yield 'it defines functions of its own';
}

function* endProblems({ input, output }: GraphProto): Iterable<string> {
  if (!isOnly(input, imageName)) yield `its inputs are not just "${imageName}"`;
  if (!isOnly(output, translatedName)) yield `its outputs are not just "${translatedName}"`;
}

function isOnly(values: ValueInfoProto[] | null | undefined, name: string): boolean {
  return values?.length === 1 && values[0]!.name === name;
}

function* operatorProblems(graph: GraphProto): Iterable<string> {
  for (const { domain, opType } of graph.node ?? []) {
    if (!standardDomains.includes(domain ?? ''))
      yield `the operator ${opType} is of the foreign domain ${domain}`;
    else if (!operators.has(opType ?? ''))
      yield `the operator ${opType} is not one that a translator may have`;
  }
}

function* weightProblems(graph: GraphProto): Iterable<string> {
  for (const tensor of graph.initializer ?? []) {
    if (tensor.dataType === elementTypes.float32 && !isFinite(float32Values(tensor)))
      yield `the weights ${tensor.name} hold values that are not finite`;
  }
}

function isFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0; // NaN as soon as one is not finite
  return sum === 0;
}

/** What is known of each image in the graph; `unknown` behind an operator that was refused. */
type Tensors = Map<string, Extent | typeof unknown>;
const unknown = 'unknown';

function followAll(graph: GraphProto, problems: Set<string>): Tensors {
  const tensors: Tensors = new Map([[imageName, { channels: 3, stride: 1, radiusPixels: 0 }]]);
  const constants: Constants = new Map(
    (graph.initializer ?? []).map((tensor) => [tensor.name ?? '', tensor]),
  );
  for (const node of graph.node ?? []) {
    for (const output of node.output ?? []) {
      if (tensors.has(output) || constants.has(output)) problems.add(`${output} is made twice`);
    }
    const extent = follow(node, tensors, constants, problems);
    for (const output of node.output ?? []) tensors.set(output, extent);
  }
  return tensors;
}

/** Nodes must stand after what they read, so a cycle and an undefined input look alike. */
function follow(
  node: NodeProto,
  tensors: Tensors,
  constants: Constants,
  problems: Set<string>,
): Extent | typeof unknown {
  const names = node.input ?? [];
  const missing = names.filter((name) => name !== '' && !tensors.has(name) && !constants.has(name));
  if (missing.length > 0)
    problems.add(`the operator ${node.opType} reads ${missing.join(', ')}, which nothing before it makes`);
  const rule = operators.get(node.opType ?? '');
  const inputs = names.map((name) => tensors.get(name));
  if (!rule || missing.length > 0 || inputs.includes(unknown)) return unknown;
  try {
    return rule(node, inputs as (Extent | undefined)[], constants);
  } catch (error) {
    if (!(error instanceof GraphProblem)) throw error;
    problems.add(`the operator ${node.opType} is not usable: ${error.message}`);
    return unknown;
  }
}

function* resultProblems({ channels, stride, radiusPixels }: Extent): Iterable<string> {
  if (channels !== 3) yield `its result has ${channels} channels, not 3`;
  if (stride !== 1) yield `its result is ${1 / stride} times the size of the photo, not the same size`;
  if (radiusPixels > maximumRadiusPixels)
    yield `a pixel of its result depends on pixels ${radiusPixels} away, more than ${maximumRadiusPixels}`;
}

function parameterCount({ initializer }: GraphProto): number {
  const sizes = (initializer ?? [])
    .filter(({ dataType }) => dataType === elementTypes.float32)
    .map(({ dims }) => (dims ?? []).reduce<number>((product, side) => product * Number(side), 1));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function peakBytesPerPixel(graph: GraphProto, tensors: GraphFacts['tensors']): number {
  const nodes = graph.node ?? [];
  const lastReader = new Map(nodes.flatMap((node) => (node.input ?? []).map((name) => [name, node])));
  let alive = bytesPerPixel(tensors.get(imageName));
  let peak = 0;
  for (const node of nodes) {
    for (const name of node.output ?? []) alive += bytesPerPixel(tensors.get(name));
    peak = Math.max(peak, alive);
    for (const name of new Set(node.input)) {
      if (lastReader.get(name) === node) alive -= bytesPerPixel(tensors.get(name));
    }
  }
  return peak;
}

function bytesPerPixel(extent: Extent | undefined): number {
  return extent ? (extent.channels * Float32Array.BYTES_PER_ELEMENT) / extent.stride ** 2 : 0;
}
