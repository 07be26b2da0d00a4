import type { TracedNode, TracedValue } from '../trace/traced-graph.ts';
import { flippedFilter, geometryOf, hasFewRows, type ConvolutionGeometry } from './convolution-geometry.ts';
import type { KernelLowering } from './lowering.ts';
import type { LoweringContext } from './lowering-context.ts';

/** The part of the input's gradient that is wanted: rows and columns from `begin` on, `size` of them. */
interface Window {
  readonly begin: readonly [number, number];
  readonly size: readonly [number, number];
}

function geometry({ inputs, attributes }: TracedNode): ConvolutionGeometry {
  return geometryOf(attributes['inputShape'] as number[], inputs['filter']!.shape, attributes);
}

/**
 * The gradient of a convolution with respect to its input, which is also the transposed convolution:
 * dy [n, h', w', out], filter [kh, kw, in, out] -> [n, h, w, in].
 */
export const convolutionInput: KernelLowering = {
  kernel: 'Conv2DBackpropInput',
  shapes: ({ dy }, { inputShape }) => ({ shape: inputShape as number[], dtype: dy!.dtype }),
  lower(node, to) {
    const { sizeIn } = geometry(node);
    to.write(node.outputs[0]!, inputGradient(node, { begin: [0, 0], size: sizeIn }, to), 'nchw');
  },
};

/**
 * Compiles a slice of such a gradient as a smaller gradient, which is what a padded convolution or an odd
 * transposed one asks for. Returns whether it did.
 */
export function croppedConvolution(
  x: TracedValue,
  begin: readonly number[],
  size: readonly number[],
  output: TracedValue,
  to: LoweringContext,
): boolean {
  const { source } = x;
  if (source.kind !== 'node' || source.node.kernel !== 'Conv2DBackpropInput') return false;
  if (size[0] !== x.shape[0] || size[3] !== x.shape[3]) return false;
  const window: Window = { begin: [begin[1]!, begin[2]!], size: [size[1]!, size[2]!] };
  to.write(output, inputGradient(source.node, window, to), 'nchw');
  return true;
}

function inputGradient(node: TracedNode, window: Window, to: LoweringContext): string {
  const sizes = geometry(node);
  const [batch, channels] = [sizes.batch, sizes.channelsIn];
  const dims = [batch, channels, ...window.size];
  const dy = to.readFull(node.inputs['dy']!, 'nchw');
  const pads = flippedPads(sizes, window);
  const isPlain = sizes.strides.every((s) => s === 1) && sizes.dilations.every((d) => d === 1);
  if (isPlain && !hasFewRows(channels, sizes) && pads.every((amount) => amount >= 0)) {
    const attributes = { kernel_shape: sizes.kernel, pads };
    return to.graph.operation('Conv', [dy, flippedFilter(node.inputs['filter']!, to)], attributes, dims);
  }
  const filter = to.readFull(node.inputs['filter']!, 'oihw');
  return to.graph.operation('ConvTranspose', [dy, filter], transposedAttributes(sizes, window), dims);
}

/** Pads that make a stride-1 convolution of dy with the flipped filter give just the window. */
function flippedPads({ kernel, before, sizeOut }: ConvolutionGeometry, { begin, size }: Window): number[] {
  const first = [0, 1].map((i) => kernel[i]! - 1 - before[i]! - begin[i]!);
  const last = [0, 1].map((i) => size[i]! - sizeOut[i]! - first[i]! + kernel[i]! - 1);
  return [...first, ...last];
}

/** ONNX's ConvTranspose gives (h' - 1) stride + (kh - 1) dilation + 1 rows less its pads. */
function transposedAttributes(
  { kernel, strides, dilations, before, sizeOut }: ConvolutionGeometry,
  { begin, size }: Window,
): Record<string, readonly number[]> {
  const full = [0, 1].map((i) => (sizeOut[i]! - 1) * strides[i]! + (kernel[i]! - 1) * dilations[i]! + 1);
  const first = [0, 1].map((i) => before[i]! + begin[i]!);
  const last = [0, 1].map((i) => full[i]! - first[i]! - size[i]!);
  const missing = last.map((amount) => Math.max(0, -amount));
  return {
    kernel_shape: kernel,
    strides,
    dilations,
    pads: [...first, ...last.map((amount) => Math.max(0, amount))],
    output_padding: missing,
  };
}
