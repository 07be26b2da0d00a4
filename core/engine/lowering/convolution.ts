import type { TracedNode, TracedValue } from '../trace/traced-graph.ts';
import {
  absorbPadding,
  geometryOf,
  hasFewRows,
  onnxAttributes,
  outputShape,
  type ConvolutionGeometry,
} from './convolution-geometry.ts';
import { toLayout, transposed } from './layout.ts';
import type { KernelLowering } from './lowering.ts';
import type { LoweringContext } from './lowering-context.ts';

function geometry({ inputs, attributes }: TracedNode): ReturnType<typeof geometryOf> {
  return geometryOf(inputs['x']!.shape, inputs['filter']!.shape, attributes);
}

/** Convolution of an image with a filter, with a zero padding before it and a bias after it taken in. */
function convolve(node: TracedNode, bias: TracedValue | undefined, to: LoweringContext): string {
  const { x, geometry: sizes } = absorbPadding(node.inputs['x']!, geometry(node));
  const filter = node.inputs['filter']!;
  const image = to.readFull(x, 'nchw');
  const biases = bias === undefined ? [] : [to.readFull(bias)];
  if (hasFewRows(sizes.channelsOut, sizes) && columnPads(sizes).every((amount) => amount >= 0))
    return rowsThenColumns(image, filter, biases, sizes, to);
  const inputs = [image, to.readFull(filter, 'oihw'), ...biases];
  return to.graph.operation('Conv', inputs, onnxAttributes(sizes), toLayout(outputShape(sizes), 'nchw'));
}

/** The pads with which a transposed convolution puts the columns of a filter where they belong. */
function columnPads({ kernel, before, after }: ConvolutionGeometry): [number, number] {
  return [kernel[1] - 1 - before[1], kernel[1] - 1 - after[1]];
}

/**
 * Few output channels in two steps: the rows of the filter, with each of its columns as an output of its own, which
 * makes a matrix product of that many more rows; then the sum of these outputs, each moved by its column.
 */
function rowsThenColumns(
  image: string,
  filter: TracedValue,
  biases: readonly string[],
  sizes: ConvolutionGeometry,
  to: LoweringContext,
): string {
  const { batch, channelsOut, kernel, before, after, sizeIn, sizeOut } = sizes;
  const [height, width] = kernel;
  const outputs = channelsOut * width;
  const rows = to.graph.operation(
    'Conv',
    [image, columnsAsOutputs(filter, to)],
    { kernel_shape: [height, 1], pads: [before[0], 0, after[0], 0] },
    [batch, outputs, sizeOut[0], sizeIn[1]],
  );
  const [first, last] = columnPads(sizes);
  return to.graph.operation(
    'ConvTranspose',
    [rows, to.graph.floats(columnMoves(channelsOut, width), [outputs, channelsOut, 1, width]), ...biases],
    { kernel_shape: [1, width], pads: [0, first, 0, last] },
    toLayout(outputShape(sizes), 'nchw'),
  );
}

/** A filter [out, in, kh, kw] as [out * kw, in, kh, 1]. */
function columnsAsOutputs(filter: TracedValue, to: LoweringContext): string {
  const { graph } = to;
  const name = to.readFull(filter, 'oihw');
  const [out, channels, height, width] = graph.dimsOf(name) as [number, number, number, number];
  const perm = [0, 3, 1, 2];
  const dims = [out * width, channels, height, 1];
  const constant = graph.floatsOf(name);
  if (constant !== undefined) return graph.floats(transposed(constant, graph.dimsOf(name), perm), dims);
  return to.reshape(graph.operation('Transpose', [name], { perm }, [out, width, channels, height]), dims);
}

/** For each output and column, the one place of the row that it is moved to: [out * kw, out, 1, kw]. */
function columnMoves(outputs: number, width: number): Float32Array {
  const moves = new Float32Array(outputs * width * outputs * width);
  for (let output = 0; output < outputs; output++)
    for (let column = 0; column < width; column++)
      moves[((output * width + column) * outputs + output) * width + width - 1 - column] = 1;
  return moves;
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
