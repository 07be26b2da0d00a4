import type { TracedNode, TracedValue } from '../trace/traced-graph.ts';
import {
  absorbPadding,
  flippedFilter,
  geometryOf,
  hasFewRows,
  onnxAttributes,
  outputShape,
  type ConvolutionGeometry,
} from './convolution-geometry.ts';
import { toLayout } from './layout.ts';
import type { KernelLowering } from './lowering.ts';
import type { LoweringContext } from './lowering-context.ts';

function geometry({ inputs, attributes }: TracedNode): ReturnType<typeof geometryOf> {
  return geometryOf(inputs['x']!.shape, inputs['filter']!.shape, attributes);
}

/** Convolution of an image with a filter, with a zero padding before it and a bias after it taken in. */
function convolve(node: TracedNode, bias: TracedValue | undefined, to: LoweringContext): string {
  const { x, geometry: sizes } = absorbPadding(node.inputs['x']!, geometry(node));
  const filter = node.inputs['filter']!;
  const turned = turnedPads(sizes);
  const weights = turned === undefined ? to.readFull(filter, 'oihw') : flippedFilter(filter, to);
  const inputs = [to.readFull(x, 'nchw'), weights];
  if (bias !== undefined) inputs.push(to.readFull(bias));
  const dims = toLayout(outputShape(sizes), 'nchw');
  return turned === undefined
    ? to.graph.operation('Conv', inputs, onnxAttributes(sizes), dims)
    : to.graph.operation('ConvTranspose', inputs, { kernel_shape: sizes.kernel, pads: turned }, dims);
}

/** The pads with which a convolution is a transposed one of the flipped filter, where that is faster. */
function turnedPads(sizes: ConvolutionGeometry): number[] | undefined {
  if (!hasFewRows(sizes.channelsOut, sizes)) return undefined;
  const [before, after] = [sizes.before, sizes.after].map((pads) =>
    pads.map((amount, i) => sizes.kernel[i]! - 1 - amount),
  );
  const pads = [...before!, ...after!];
  return pads.every((amount) => amount >= 0) ? pads : undefined;
}

export const convolution: KernelLowering = {
  kernel: 'Conv2D',
  shapes: ({ x, filter }, attributes) => ({
    shape: outputShape(geometryOf(x!.shape, filter!.shape, attributes)),
    dtype: x!.dtype,
  }),
  lower: (node, to) => to.write(node.outputs[0]!, convolve(node, undefined, to), 'nchw'),
};

/**
 * Compiles `convolution + bias` as one node where nothing else reads the convolution. Returns whether it did.
 */
export function biasedConvolution(node: TracedNode, to: LoweringContext): boolean {
  const [a, b, output] = [node.inputs['a']!, node.inputs['b']!, node.outputs[0]!];
  const { source } = a;
  if (source.kind !== 'node' || source.node.kernel !== 'Conv2D') return false;
  if (b.shape.length !== 1 || b.shape[0] !== a.shape[3] || to.readersOf(a) !== 1) return false;
  to.write(output, convolve(source.node, b, to), 'nchw');
  return true;
}
