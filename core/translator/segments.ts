import type { GraphProto, NodeProto, TensorProto } from '../engine/onnx/onnx-types.ts';
import { imageName, type GraphFacts } from './check-graph.ts';
import type { Extent } from './extent.ts';

/** A stretch of a translator's graph: from the photo, or from what an earlier segment kept, to a norm or the result. */
export interface Segment {
  /** The images that it starts from; the photo itself is never kept but read again. */
  readonly from: readonly string[];
  /** The image whose statistics it measures, which an instance norm reads; without one it makes the result. */
  readonly measures: string | undefined;
  /** The images that later segments start from; left out where it is cheaper to make them again. */
  readonly leaves?: readonly string[];
  /** The operators between, in their order. */
  readonly nodes: readonly NodeProto[];
  /** Multiplications for each pixel of the photo, to tell progress by. */
  readonly work: number;
}

export interface SegmentPlan {
  /** One for each instance norm, in the graph's order, each needing the statistics that those before it found. */
  readonly measuring: readonly Segment[];
  /** From what was kept last to the result. */
  readonly finishing: Segment;
  /** From the photo to the result in one go. */
  readonly direct: Segment;
  /** Bytes for each pixel of the photo that are kept at most, in half precision. */
  readonly keptBytesPerPixel: number;
}

/** Of the most that is alive at a time while running, what may be kept between segments. */
const keptShare = 1 / 4;

/** Cuts a checked graph at its instance norms. */
export function planSegments(graph: GraphProto, { tensors, bytesPerPixel }: GraphFacts): SegmentPlan {
  const nodes = graph.node ?? [];
  const known = { tensors, weights: weightCounts(graph) };
  const measuring: Segment[] = [];
  let cut: Cut = { end: 0, images: [imageName] };
  let keptBytesPerPixel = 0;
  for (const { input } of instanceNorms(graph)) {
    const measures = input![0]!;
    const end = Math.max(cut.end, nodes.findIndex(({ output }) => output?.includes(measures)) + 1);
    const alive = aliveAfter(end, nodes, tensors);
    const bytes = bytesOf(alive, tensors);
    const isKept = end > cut.end && bytes <= bytesPerPixel * keptShare;
    const ends = { measures, ...(isKept && { leaves: alive }) };
    measuring.push(segment(nodes.slice(cut.end, end), cut.images, known, ends));
    if (!isKept) continue;
    cut = { end, images: alive };
    keptBytesPerPixel = Math.max(keptBytesPerPixel, bytes / 2);
  }
  const result = { measures: undefined };
  return {
    measuring,
    finishing: segment(nodes.slice(cut.end), cut.images, known, result),
    direct: segment(nodes, [imageName], known, result),
    keptBytesPerPixel,
  };
}

function weightCounts({ initializer }: GraphProto): Map<string, number> {
  const count = ({ dims }: TensorProto) =>
    (dims ?? []).map(Number).reduce((product, size) => product * size, 1);
  return new Map((initializer ?? []).map((tensor) => [tensor.name ?? '', count(tensor)]));
}

/** Everything before node `end` is behind the cut, and these images are what it leaves. */
interface Cut {
  readonly end: number;
  readonly images: readonly string[];
}

/** The instance norms of a graph, in its order. */
export function instanceNorms(graph: GraphProto): NodeProto[] {
  return (graph.node ?? []).filter(({ opType }) => opType === 'InstanceNormalization');
}

type Tensors = ReadonlyMap<string, Extent>;

interface Knowledge {
  readonly tensors: Tensors;
  /** How many values each constant holds. */
  readonly weights: ReadonlyMap<string, number>;
}

function aliveAfter(end: number, nodes: readonly NodeProto[], tensors: Tensors): string[] {
  const made = new Set([imageName, ...nodes.slice(0, end).flatMap(({ output }) => output ?? [])]);
  const read = new Set(nodes.slice(end).flatMap(({ input }) => input ?? []));
  return [...made].filter((name) => read.has(name) && tensors.has(name));
}

function bytesOf(names: readonly string[], tensors: Tensors): number {
  return names.reduce((sum, name) => {
    const { channels, stride } = tensors.get(name)!;
    return sum + (channels * Float32Array.BYTES_PER_ELEMENT) / stride ** 2;
  }, 0);
}

function segment(
  nodes: readonly NodeProto[],
  from: readonly string[],
  { tensors, weights }: Knowledge,
  ends: Pick<Segment, 'measures' | 'leaves'>,
): Segment {
  const work = nodes.reduce((sum, { input, output }) => {
    const names = [...(input ?? []), ...(output ?? [])];
    const count = names.reduce((most, name) => Math.max(most, weights.get(name) ?? 1), 1);
    const coarsest = names.reduce((most, name) => Math.max(most, tensors.get(name)?.stride ?? 0), 0);
    return sum + count / Math.max(1, coarsest) ** 2;
  }, 1);
  return { from, nodes, work, ...ends };
}
