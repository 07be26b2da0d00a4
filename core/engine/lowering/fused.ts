import type { KernelLowering } from './lowering.ts';
import { sizeOf } from '../shapes.ts';
import type { TracedValue } from '../trace/traced-graph.ts';
import type { LoweringContext } from './lowering-context.ts';
import { toLayout } from './layout.ts';

/** The normalised image and the inverse deviation of each plane, from one LayerNormalization over every plane. */
function normalized(x: TracedValue, epsilon: number, to: LoweringContext): { y: string; inverse: string } {
  const dims = toLayout(x.shape, 'nchw');
  const unitScale = to.graph.filled(1, dims.slice(2));
  const [y, , inverse] = to.graph.operations(
    'LayerNormalization',
    [to.readFull(x, 'nchw'), unitScale],
    { axis: 2, epsilon: { float: epsilon } },
    { dims: [dims, planeDims(dims), planeDims(dims)] },
  );
  return { y: y!, inverse: inverse! };
}

/** The sizes of one number for each plane of an image. */
function planeDims([batch, channels]: readonly number[]): number[] {
  return [batch!, channels!, 1, 1];
}

const instanceNorm: KernelLowering = {
  kernel: 'DiptychInstanceNorm',
  shapes: ({ x }) => ({ shape: x!.shape, dtype: x!.dtype }),
  lower(node, to) {
    const [x, output] = [node.inputs['x']!, node.outputs[0]!];
    const epsilon = node.attributes['epsilon'] as number;
    if (to.target === 'run') return to.write(output, normalized(x, epsilon, to).y, 'nchw');
    const dims = toLayout(x.shape, 'nchw');
    const { graph } = to;
    const affine = [graph.filled(1, [dims[1]!]), graph.filled(0, [dims[1]!])];
    const inputs = [to.readFull(x, 'nchw'), ...affine];
    const attributes = { epsilon: { float: epsilon } };
    to.write(output, graph.operation('InstanceNormalization', inputs, attributes, dims), 'nchw');
  },
};

/** dx = (dy - mean(dy) - y mean(dy y)) / deviation, with y the normalised image; means over each plane. */
const instanceNormGradient: KernelLowering = {
  kernel: 'DiptychInstanceNormGradient',
  shapes: ({ x }) => ({ shape: x!.shape, dtype: x!.dtype }),
  lower(node, to) {
    const { graph } = to;
    const x = node.inputs['x']!;
    const { y, inverse } = normalized(x, node.attributes['epsilon'] as number, to);
    const dy = to.readFull(node.inputs['dy']!, 'nchw');
    const dims = toLayout(x.shape, 'nchw');
    const overPlane = (operator: string, value: string): string =>
      graph.operation(operator, [value], { axes: [2, 3], keepdims: 1 }, planeDims(dims));
    const mean = overPlane('ReduceMean', dy);
    const slope = overPlane('ReduceMean', graph.operation('Mul', [dy, y], {}, dims));
    const along = graph.operation('Mul', [y, slope], {}, dims);
    const rest = graph.operation('Sub', [dy, along], {}, dims);
    const centred = graph.operation('Sub', [rest, mean], {}, dims);
    to.write(node.outputs[0]!, graph.operation('Mul', [centred, inverse], {}, dims), 'nchw');
  },
};

const reflectPad: KernelLowering = {
  kernel: 'DiptychReflectPad',
  shapes: ({ x }, { pad }) => ({ shape: grown(x!.shape, pad as number), dtype: x!.dtype }),
  lower(node, to) {
    const [x, output] = [node.inputs['x']!, node.outputs[0]!];
    const pad = node.attributes['pad'] as number;
    const amounts = to.graph.integers([0, 0, pad, pad, 0, 0, pad, pad]);
    const dims = toLayout(output.shape, 'nchw');
    const inputs = [to.readFull(x, 'nchw'), amounts];
    to.write(output, to.graph.operation('Pad', inputs, { mode: 'reflect' }, dims), 'nchw');
  },
};

function grown([batch, height, width, channels]: readonly number[], by: number): number[] {
  return [batch!, height! + 2 * by, width! + 2 * by, channels!];
}

/** Adds what the border mirrored back to the rows and columns that it came from. */
const reflectPadGradient: KernelLowering = {
  kernel: 'DiptychReflectPadGradient',
  shapes: ({ dy }, { pad }) => ({ shape: grown(dy!.shape, -(pad as number)), dtype: dy!.dtype }),
  lower(node, to) {
    const pad = node.attributes['pad'] as number;
    const rows = foldAxis(to.readFull(node.inputs['dy']!, 'nchw'), 2, pad, to);
    to.write(node.outputs[0]!, foldAxis(rows, 3, pad, to), 'nchw');
  },
};

/** One axis of size n + 2p to n; what lies beyond each edge is added to its mirror image. */
function foldAxis(dy: string, axis: number, pad: number, to: LoweringContext): string {
  const { graph } = to;
  const size = graph.dimsOf(dy)[axis]! - 2 * pad;
  const part = (begin: number, count: number, step: 1 | -1 = 1): string => {
    const from = step === 1 ? begin : begin + count - 1;
    const end = step === 1 ? begin + count : begin - 1 < 0 ? -(2 ** 31) : begin - 1;
    const inputs = [[from], [end], [axis], [step]].map((list) => graph.integers(list));
    return graph.operation('Slice', [dy, ...inputs], {}, withSize(graph.dimsOf(dy), axis, count));
  };
  const dims = withSize(graph.dimsOf(dy), axis, size);
  const isNarrow = axis === 3 && size <= widestProduct;
  if (isNarrow || size < 2 * pad + 2) return foldByProduct(dy, { axis, pad, size }, to);
  const strip = withSize(dims, axis, pad);
  const first = graph.operation('Add', [part(pad + 1, pad), part(0, pad, -1)], {}, strip);
  const last = graph.operation('Add', [part(size - 1, pad), part(size + pad, pad, -1)], {}, strip);
  const parts = [part(pad, 1), first, part(2 * pad + 1, size - 2 * pad - 2), last, part(size + pad - 1, 1)];
  const present = parts.filter((name) => sizeOf(graph.dimsOf(name)) > 0);
  return graph.operation('Concat', present, { axis }, dims);
}

function withSize(dims: readonly number[], axis: number, size: number): number[] {
  return dims.map((whole, i) => (i === axis ? size : whole));
}

/** Up to this width a product with a matrix of zeros and ones is faster than copying strips of each row. */
const widestProduct = 96;

/** The same sum as a product with a small matrix, which also serves where both mirrored strips overlap. */
function foldByProduct(
  dy: string,
  { axis, pad, size }: { axis: number; pad: number; size: number },
  { graph }: LoweringContext,
): string {
  const padded = size + 2 * pad;
  const matrix = new Float32Array(padded * size);
  for (let from = 0; from < padded; from++) {
    const mirrored = Math.abs(from - pad);
    const target = mirrored < size ? mirrored : 2 * (size - 1) - mirrored;
    matrix[axis === 3 ? from * size + target : target * padded + from]! += 1;
  }
  const dims = withSize(graph.dimsOf(dy), axis, size);
  const fold = graph.floats(matrix, axis === 3 ? [padded, size] : [size, padded]);
  return graph.operation('MatMul', axis === 3 ? [dy, fold] : [fold, dy], {}, dims);
}

/** The operations of core/engine/ops, which have kernels of their own only while tracing. */
export const fusedLowerings: readonly KernelLowering[] = [
  instanceNorm,
  instanceNormGradient,
  reflectPad,
  reflectPadGradient,
];
