import type { TracedNode } from '../trace/traced-graph.ts';
import { absorbPadding, geometryOf, type ConvolutionGeometry } from './convolution-geometry.ts';
import { sizeOf } from '../shapes.ts';
import type { KernelLowering } from './lowering.ts';
import type { LoweringContext } from './lowering-context.ts';

/** With fewer channels than this on a side the matrix product is better fed by unfolding. */
const fewChannels = 8;

/** The gradient of a convolution with respect to its filter: x [n, h, w, in], dy [n, h', w', out] -> [kh, kw, in, out]. */
export const convolutionFilter: KernelLowering = {
  kernel: 'Conv2DBackpropFilter',
  shapes: ({ x }, { filterShape }) => ({ shape: filterShape as number[], dtype: x!.dtype }),
  lower(node, to) {
    const { name, layout } = filterGradient(node, to);
    to.write(node.outputs[0]!, name, layout);
  },
};

interface FilterGradient {
  readonly name: string;
  readonly layout: 'oihw' | 'ohwi';
}

function filterGradient(node: TracedNode, to: LoweringContext): FilterGradient {
  const { inputs, attributes } = node;
  const whole = geometryOf(inputs['x']!.shape, attributes['filterShape'] as number[], attributes);
  const { x, geometry } = absorbPadding(inputs['x']!, whole);
  const dy = to.readFull(inputs['dy']!, 'nchw');
  if (Math.min(geometry.channelsIn, geometry.channelsOut) >= fewChannels)
    return { name: correlate(to.readFull(x, 'plain'), dy, geometry, to), layout: 'ohwi' };
  const image = padded(to.readFull(x, 'nchw'), geometry, to);
  const strided = geometry.strides.some((s) => s > 1) || geometry.dilations.some((d) => d > 1);
  const unfold = geometry.channelsOut < geometry.channelsIn && !strided ? unfoldGradient : unfoldImage;
  return { name: unfold(image, dy, geometry, to), layout: 'oihw' };
}

/**
 * The whole gradient as one convolution in three dimensions: of the image [1, n, h, w, in], with the pictures of
 * the batch as its channels, by dy [out, n, h', w', 1] as its filter. What was the stride is its dilation and the
 * other way round; the result is [1, out, kh, kw, in]. The runtime unfolds the image in the processor's cache, and
 * channels lie innermost, where it copies whole rows.
 */
function correlate(x: string, dy: string, sizes: ConvolutionGeometry, to: LoweringContext): string {
  const { batch, channelsIn, channelsOut, sizeIn, sizeOut, kernel, strides, dilations, before } = sizes;
  const { graph } = to;
  const image = to.reshape(x, [1, batch, ...sizeIn, channelsIn]);
  const moved = [channelsOut, batch, ...sizeOut];
  const swapped = batch === 1 ? dy : graph.operation('Transpose', [dy], { perm: [1, 0, 2, 3] }, moved);
  const filter = to.reshape(swapped, [channelsOut, batch, ...sizeOut, 1]);
  const read = readSize(sizes);
  const after = [0, 1].map((i) => read[i]! - sizeIn[i]! - before[i]!);
  const cut = croppedImage(image, after, to);
  const attributes = {
    kernel_shape: [...sizeOut, 1],
    strides: [...dilations, 1],
    dilations: [...strides, 1],
    pads: [...before, 0, ...after.map((amount) => Math.max(0, amount)), 0],
  };
  const product = graph.operation('Conv', [cut, filter], attributes, [1, channelsOut, ...kernel, channelsIn]);
  return to.reshape(product, [channelsOut, ...kernel, channelsIn]);
}

/** Takes away the last rows and columns that no window reads (negative amounts). */
function croppedImage(x: string, after: readonly number[], { graph }: LoweringContext): string {
  if (after.every((amount) => amount >= 0)) return x;
  const dims = graph.dimsOf(x);
  const size = [0, 1].map((i) => dims[2 + i]! + Math.min(0, after[i]!));
  const inputs = [[0, 0], size, [2, 3]].map((list) => graph.integers(list));
  return graph.operation('Slice', [x, ...inputs], {}, [...dims.slice(0, 2), ...size, dims[4]!]);
}

/** How many rows and columns of the padded image some window reads. */
function readSize({ sizeOut, strides, kernel, dilations }: ConvolutionGeometry): number[] {
  return [0, 1].map((i) => (sizeOut[i]! - 1) * strides[i]! + (kernel[i]! - 1) * dilations[i]! + 1);
}

/** Zero padding, cut to the rows and columns that some window reads. */
function padded(x: string, sizes: ConvolutionGeometry, { graph }: LoweringContext): string {
  const { before, sizeIn, batch, channelsIn } = sizes;
  const read = readSize(sizes);
  const after = [0, 1].map((i) => read[i]! - sizeIn[i]! - before[i]!);
  const amounts = [0, 0, ...before, 0, 0, ...after];
  if (amounts.every((amount) => amount === 0)) return x;
  const dims = [batch, channelsIn, ...read];
  return graph.operation('Pad', [x, graph.integers(amounts), graph.scalar(0)], {}, dims);
}

/** cols [n, in * taps, pixels]; dy [n, out, pixels] * colsᵀ -> [out, in * taps], which is the filter in `oihw`. */
function unfoldImage(x: string, dy: string, sizes: ConvolutionGeometry, to: LoweringContext): string {
  const { batch, channelsIn, channelsOut, sizeOut, kernel } = sizes;
  const pixels = sizeOf(sizeOut);
  const stacked = stackable(x, to);
  const columns = unfolded(
    tapsOf(sizes).map((tap) => windowAt(stacked, tap, sizes, to)),
    to,
  );
  const rows = to.reshape(dy, [batch, channelsOut, pixels]);
  return to.reshape(productOverPixels(rows, columns, to), [channelsOut, channelsIn, ...kernel]);
}

/** As above with dy unfolded, which has fewer channels: [out * taps, pixels of x] * xᵀ. Stride 1 only. */
function unfoldGradient(x: string, dy: string, sizes: ConvolutionGeometry, to: LoweringContext): string {
  const { batch, channelsIn, channelsOut, sizeOut, kernel } = sizes;
  const { graph } = to;
  const [rows, columns] = kernel.map((size) => size - 1) as [number, number];
  const read = [sizeOut[0] + rows, sizeOut[1] + columns];
  const padDims = [batch, channelsOut, read[0]! + rows, read[1]! + columns];
  const amounts = graph.integers([0, 0, rows, columns, 0, 0, rows, columns]);
  const spread = graph.operation('Pad', [dy, amounts, graph.scalar(0)], {}, padDims);
  const stacked = stackable(spread, to);
  const taps = tapsOf(sizes);
  const shifted = unfolded(
    taps.map(([i, j]) => slice(stacked, [rows - i, columns - j], read, [1, 1], to)),
    to,
  );
  const image = to.reshape(x, [batch, channelsIn, sizeOf(read)]);
  const product = to.reshape(productOverPixels(shifted, image, to), [channelsOut, taps.length, channelsIn]);
  const moved = [channelsOut, channelsIn, taps.length];
  return to.reshape(graph.operation('Transpose', [product], { perm: [0, 2, 1] }, moved), [
    channelsOut,
    channelsIn,
    ...kernel,
  ]);
}

type Tap = readonly [number, number];

function tapsOf({ kernel: [rows, columns] }: ConvolutionGeometry): Tap[] {
  return Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns] as const);
}

/**
 * What one tap of the filter sees of the image. With a stride the image is first split into its phases, so that
 * the many windows copy whole rows.
 */
function windowAt(x: string, [i, j]: Tap, sizes: ConvolutionGeometry, to: LoweringContext): string {
  const { strides, dilations, sizeOut } = sizes;
  const at = [i * dilations[0], j * dilations[1]] as const;
  const phase = [at[0] % strides[0], at[1] % strides[1]] as const;
  const dims = to.graph.dimsOf(x);
  const phaseSize = [0, 1].map((k) => Math.ceil((dims[3 + k]! - phase[k]!) / strides[k]!));
  const image = slice(x, phase, phaseSize, strides, to);
  const begin = [(at[0] - phase[0]) / strides[0], (at[1] - phase[1]) / strides[1]];
  return slice(image, begin, sizeOut, [1, 1], to);
}

/** An image with an axis for the taps: [n, channels, h, w] -> [n, channels, 1, h, w]. */
function stackable(x: string, to: LoweringContext): string {
  const [batch, channels, height, width] = to.graph.dimsOf(x) as [number, number, number, number];
  return to.reshape(x, [batch, channels, 1, height, width]);
}

/** Rows and columns of such an image: `size` of them from `begin` on, each `steps` apart. */
function slice(
  x: string,
  begin: readonly number[],
  size: readonly number[],
  steps: readonly number[],
  { graph }: LoweringContext,
): string {
  const dims = graph.dimsOf(x);
  const whole = dims.slice(3);
  if (begin.every((b) => b === 0) && size.every((s, k) => s === whole[k]) && steps.every((s) => s === 1))
    return x;
  const end = begin.map((b, k) => b + (size[k]! - 1) * steps[k]! + 1);
  const inputs = [begin, end, [3, 4], steps].map((list) => graph.integers(list));
  return graph.operation('Slice', [x, ...inputs], {}, [...dims.slice(0, 3), ...size]);
}

/** What the taps see, as a matrix an image: [n, channels, 1, h, w] each -> [n, channels * taps, h * w]. */
function unfolded(taps: readonly string[], to: LoweringContext): string {
  const [batch, channels, , height, width] = to.graph.dimsOf(taps[0]!) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const dims = [batch, channels, taps.length, height, width];
  const stacked = taps.length === 1 ? taps[0]! : to.graph.operation('Concat', taps, { axis: 2 }, dims);
  return to.reshape(stacked, [batch, channels * taps.length, height * width]);
}

/** a [n, rows, pixels] * bᵀ [n, columns, pixels], summed over the images: [rows, columns]. */
function productOverPixels(a: string, b: string, to: LoweringContext): string {
  const { graph } = to;
  const [batch, rows, pixels] = graph.dimsOf(a) as [number, number, number];
  const columns = graph.dimsOf(b)[1]!;
  if (batch === 1) {
    const matrices = [to.reshape(a, [rows, pixels]), to.reshape(b, [columns, pixels])];
    return graph.operation('Gemm', matrices, { transB: 1 }, [rows, columns]);
  }
  const each = graph.operation('FusedMatMul', [a, b], { transB: 1 }, [batch, rows, columns], 'com.microsoft');
  return graph.operation('ReduceSum', [each, graph.integers([0])], { keepdims: 0 }, [rows, columns]);
}
