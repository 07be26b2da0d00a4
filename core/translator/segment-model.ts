import { makeNode, makeTensor, makeValueInfo } from '../engine/onnx/model-proto.ts';
import {
  elementTypes,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from '../engine/onnx/onnx-types.ts';
import { imageName, translatedName } from './check-graph.ts';
import { instanceNorms, type Segment } from './segments.ts';
import type { Statistics } from './statistics.ts';

/** Names of a segment's own inputs and outputs. */
export const startsName = 'diptych/starts';
export const endsName = 'diptych/ends';
export const meanName = 'diptych/mean';
export const varianceName = 'diptych/variance';
/** The half-precision form in which an image is kept between segments. */
export const keptName = (image: string): string => `diptych/kept/${image}`;

/**
 * A segment as a model of its own. Inputs: the photo or what was kept, and for a measuring segment the part of the
 * measured image to measure (rows and columns from `starts` up to `ends`). Outputs: its mean and variance,
 * [1, channels, 1, 1], and what is kept; or `translated`. Instance norms, of which those before the measured image have
 * been measured, stand in it as constants.
 */
export function segmentModel(
  model: ModelProto,
  segment: Segment,
  statistics: readonly Statistics[],
): ModelProto {
  const graph = model.graph!;
  const frozen = frozenNorms(instanceNorms(graph).slice(0, statistics.length), statistics);
  const output = outputsOf(segment);
  const node = neededFor(output, [
    ...segment.from.filter((name) => name !== imageName).map(fromKept),
    ...segment.nodes.map((each) => frozen.nodes.get(each) ?? each),
    ...(segment.measures === undefined ? [] : measured(segment.measures)),
    ...newlyKept(segment).map(toKept),
  ]);
  const initializer = usedBy(node, [...(graph.initializer ?? []), ...frozen.constants, measuredAxes]);
  const input = inputsOf(segment);
  return {
    irVersion: Number(model.irVersion),
    opsetImport: model.opsetImport!,
    graph: { name: 'segment', node, initializer, input, output },
  };
}

function inputsOf({ from, measures }: Segment): ValueInfoProto[] {
  const range = measures === undefined ? [] : [startsName, endsName];
  return [
    ...from.map((name) =>
      name === imageName ? makeValueInfo(name, [1, 3, 'height', 'width']) : keptInfo(name),
    ),
    ...range.map((name) => makeValueInfo(name, [2], elementTypes.int64)),
  ];
}

/** What it leaves but has not been given. */
function newlyKept({ from, leaves }: Segment): string[] {
  return (leaves ?? []).filter((name) => name !== imageName && !from.includes(name));
}

function outputsOf(segment: Segment): ValueInfoProto[] {
  if (segment.measures === undefined) return [makeValueInfo(translatedName, [1, 3, 'height', 'width'])];
  const found = [meanName, varianceName].map((name) => makeValueInfo(name, [1, 'channels', 1, 1]));
  return [...found, ...newlyKept(segment).map(keptInfo)];
}

function keptInfo(name: string): ValueInfoProto {
  return makeValueInfo(
    keptName(name),
    [1, `channels of ${name}`, `height of ${name}`, `width of ${name}`],
    elementTypes.float16,
  );
}

function fromKept(name: string): NodeProto {
  return makeNode('Cast', [keptName(name)], [name], { to: elementTypes.float32 });
}

function toKept(name: string): NodeProto {
  return makeNode('Cast', [name], [keptName(name)], { to: elementTypes.float16 });
}

const measuredAxes = makeTensor('diptych/axes', [2], BigInt64Array.of(2n, 3n));

function measured(name: string): NodeProto[] {
  const [part, centred, squares] = ['part', 'centred', 'squares'].map((each) => `diptych/measured/${each}`);
  return [
    makeNode('Slice', [name, startsName, endsName, measuredAxes.name!], [part!]),
    makeNode('ReduceMean', [part!], [meanName], { axes: [2, 3] }),
    makeNode('Sub', [part!, meanName], [centred!]),
    makeNode('Mul', [centred!, centred!], [squares!]),
    makeNode('ReduceMean', [squares!], [varianceName], { axes: [2, 3] }),
  ];
}

/** Batch normalisations with mean 0 and variance 1, which the runtime puts into the weights before them where it can. */
function frozenNorms(norms: readonly NodeProto[], statistics: readonly Statistics[]) {
  const nodes = new Map<NodeProto, NodeProto>();
  const constants: TensorProto[] = [];
  norms.forEach((norm, index) => {
    const { gain, offset } = statistics[index]!;
    const values = {
      gain,
      offset,
      zero: new Float32Array(gain.length),
      one: new Float32Array(gain.length).fill(1),
    };
    const tensors = Object.entries(values).map(([part, each]) =>
      makeTensor(`diptych/frozen/${index}/${part}`, [each.length], each),
    );
    const input = [norm.input![0]!, ...tensors.map(({ name }) => name!)];
    nodes.set(norm, makeNode('BatchNormalization', input, norm.output!, { epsilon: { float: 0 } }));
    constants.push(...tensors);
  });
  return { nodes, constants };
}

/** The nodes that the outputs depend on, in their order. */
function neededFor(outputs: readonly ValueInfoProto[], nodes: readonly NodeProto[]): NodeProto[] {
  const needed = new Set(outputs.map(({ name }) => name!));
  const kept = [...nodes].reverse().filter(({ input, output }) => {
    if (!output?.some((name) => needed.has(name))) return false;
    for (const name of input ?? []) needed.add(name);
    return true;
  });
  return kept.reverse();
}

function usedBy(nodes: readonly NodeProto[], tensors: readonly TensorProto[]): TensorProto[] {
  const used = new Set(nodes.flatMap(({ input }) => input ?? []));
  return tensors.filter(({ name }) => used.has(name!));
}
