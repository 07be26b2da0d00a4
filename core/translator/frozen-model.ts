import { float32Values, intAttribute, makeNode, makeTensor } from '../engine/onnx/model-proto.ts';
import type { GraphProto, ModelProto, NodeProto, TensorProto } from '../engine/onnx/onnx-types.ts';
import { translatedName } from './check-graph.ts';
import { instanceNorms, type Statistics } from './normalizations.ts';

/**
 * The model of one photo: every instance norm replaced by the gain and offset that it comes to on the whole photo, so
 * that all tiles are treated alike. Where a norm follows a convolution, gain and offset go into the weights and cost
 * nothing any more.
 */
export function frozenModel(model: ModelProto, statistics: readonly Statistics[]): ModelProto {
  const graph = model.graph!;
  const norms = instanceNorms(graph);
  const weights = new Map((graph.initializer ?? []).map((tensor) => [tensor.name!, tensor]));
  const added: TensorProto[] = [];
  const replaced = new Map<NodeProto, readonly NodeProto[]>();
  norms.forEach((norm, index) => {
    const convolution = soleConvolution(graph, norm.input![0]!);
    const values = statistics[index]!;
    if (convolution) {
      const folded = foldInto(convolution, norm, { index, values, weights });
      replaced.set(convolution, [folded.node]).set(norm, []);
      added.push(...folded.tensors);
    } else {
      const affine = affineNodes(norm, index, values);
      replaced.set(norm, affine.nodes);
      added.push(...affine.tensors);
    }
  });
  const node = (graph.node ?? []).flatMap((each) => replaced.get(each) ?? [each]);
  return { ...model, graph: { ...graph, node, initializer: usedBy(node, [...weights.values(), ...added]) } };
}

/** The plain convolution that makes `name`, when nothing but its norm reads it. */
function soleConvolution(graph: GraphProto, name: string): NodeProto | undefined {
  const readers = (graph.node ?? []).filter(({ input }) => input?.includes(name));
  const maker = (graph.node ?? []).find(({ output }) => output?.includes(name));
  if (!maker || readers.length !== 1 || name === translatedName) return undefined;
  if (maker.opType === 'ConvTranspose') return intAttribute(maker, 'group', 1) === 1 ? maker : undefined;
  return maker.opType === 'Conv' ? maker : undefined;
}

interface Fold {
  readonly index: number;
  readonly values: Statistics;
  readonly weights: ReadonlyMap<string, TensorProto>;
}

function foldInto(convolution: NodeProto, norm: NodeProto, { index, values, weights }: Fold) {
  const [x, kernelName, biasName] = convolution.input!;
  const [kernel, bias] = [`diptych/folded/kernel/${index}`, `diptych/folded/bias/${index}`];
  const old = weights.get(kernelName!)!;
  const dims = old.dims!.map(Number);
  const scaled = scaleOutputs(float32Values(old), dims, convolution.opType === 'Conv' ? 0 : 1, values.gain);
  const shift = values.offset.slice();
  const oldBias = biasName ? float32Values(weights.get(biasName)!) : undefined;
  oldBias?.forEach((value, channel) => (shift[channel]! += value * values.gain[channel]!));
  return {
    node: { ...convolution, input: [x!, kernel, bias], output: [norm.output![0]!] },
    tensors: [makeTensor(kernel, dims, scaled), makeTensor(bias, [shift.length], shift)],
  };
}

/** Multiplies every weight by the gain of its output channel, which runs along `axis` (0 or 1). */
function scaleOutputs(
  weights: Float32Array,
  dims: readonly number[],
  axis: 0 | 1,
  gain: Float32Array,
): Float32Array {
  const inner = dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  const scaled = new Float32Array(weights.length);
  for (let from = 0, row = 0; from < weights.length; from += inner, row++) {
    const factor = gain[row % dims[axis]!]!;
    for (let i = from; i < from + inner; i++) scaled[i] = weights[i]! * factor;
  }
  return scaled;
}

function affineNodes(norm: NodeProto, index: number, { gain, offset }: Statistics) {
  const at = (part: string) => `diptych/frozen/${index}/${part}`;
  return {
    nodes: [
      makeNode('Mul', [norm.input![0]!, at('gain')], [at('scaled')]),
      makeNode('Add', [at('scaled'), at('offset')], [norm.output![0]!]),
    ],
    tensors: [
      makeTensor(at('gain'), [1, gain.length, 1, 1], gain),
      makeTensor(at('offset'), [1, offset.length, 1, 1], offset),
    ],
  };
}

function usedBy(nodes: readonly NodeProto[], tensors: readonly TensorProto[]): TensorProto[] {
  const used = new Set(nodes.flatMap(({ input }) => input ?? []));
  return tensors.filter(({ name }) => used.has(name!));
}
