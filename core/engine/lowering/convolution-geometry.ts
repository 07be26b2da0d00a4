import * as tf from '@tensorflow/tfjs';
import type { Attributes, TracedValue } from '../trace/traced-graph.ts';
import { toLayout } from './layout.ts';
import type { LoweringContext } from './lowering-context.ts';

type Pair = readonly [number, number];

/** Sizes of a convolution as TensorFlow.js sees it: x [n, h, w, in] * filter [kh, kw, in, out] -> y. */
export interface ConvolutionGeometry {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Zeros before and after rows and columns. */
  readonly before: Pair;
  readonly after: Pair;
  readonly batch: number;
  readonly channelsIn: number;
  readonly channelsOut: number;
  readonly sizeIn: Pair;
  readonly sizeOut: Pair;
}

type Size4 = [number, number, number, number];

/** Throws where the attributes ask for what is not compiled: only NHWC images are. */
export function geometryOf(
  xShape: readonly number[],
  filterShape: readonly number[],
  attributes: Attributes,
): ConvolutionGeometry {
  const { strides, pad, dataFormat, dilations, dimRoundingMode } = attributes as unknown as ConvAttributes;
  if (dataFormat === 'NCHW') throw new Error('Convolutions are compiled for NHWC images only.');
  const info = tf.backend_util.computeConv2DInfo(
    xShape as Size4,
    filterShape as Size4,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
  );
  return {
    kernel: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    before: [info.padInfo.top, info.padInfo.left],
    after: [info.padInfo.bottom, info.padInfo.right],
    batch: info.batchSize,
    channelsIn: info.inChannels,
    channelsOut: info.outChannels,
    sizeIn: [info.inHeight, info.inWidth],
    sizeOut: [info.outHeight, info.outWidth],
  };
}

interface ConvAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'same' | 'valid' | number;
  readonly dataFormat?: string;
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export function outputShape({ batch, sizeOut, channelsOut }: ConvolutionGeometry): number[] {
  return [batch, ...sizeOut, channelsOut];
}

/** The ONNX attributes of the convolution. */
export function onnxAttributes({ kernel, strides, dilations, before, after }: ConvolutionGeometry): {
  kernel_shape: Pair;
  strides: Pair;
  dilations: Pair;
  pads: readonly number[];
} {
  return { kernel_shape: kernel, strides, dilations, pads: [...before, ...after] };
}

/**
 * Looks through a zero padding of rows and columns in front of a convolution: the image before it, and the
 * geometry with the padding moved into the convolution.
 */
export function absorbPadding(
  x: TracedValue,
  geometry: ConvolutionGeometry,
): { readonly x: TracedValue; readonly geometry: ConvolutionGeometry } {
  const padding = zeroPadding(x);
  if (padding === undefined) return { x, geometry };
  const { before, after } = padding;
  return {
    x: padding.x,
    geometry: {
      ...geometry,
      sizeIn: [padding.x.shape[1]!, padding.x.shape[2]!],
      before: [geometry.before[0] + before[0], geometry.before[1] + before[1]],
      after: [geometry.after[0] + after[0], geometry.after[1] + after[1]],
    },
  };
}

function zeroPadding({ source }: TracedValue): { x: TracedValue; before: Pair; after: Pair } | undefined {
  if (source.kind !== 'node' || source.node.kernel !== 'PadV2') return undefined;
  const { paddings, constantValue } = source.node.attributes as {
    paddings: readonly Pair[];
    constantValue: number;
  };
  const onlyRowsAndColumns =
    paddings.length === 4 && [paddings[0]!, paddings[3]!].flat().every((amount) => amount === 0);
  if (constantValue !== 0 || !onlyRowsAndColumns) return undefined;
  const [rows, columns] = [paddings[1]!, paddings[2]!];
  return {
    x: source.node.inputs['x']!,
    before: [rows[0], columns[0]],
    after: [rows[1], columns[1]],
  };
}

/**
 * A convolution with very few output channels is a matrix product with very few rows, which processors do badly
 * (7x7, 32 -> 3 channels: 11 GFLOP/s); it is compiled in other ways, in which taps of the filter join the rows.
 */
export function hasFewRows(channels: number, { strides, dilations }: ConvolutionGeometry): boolean {
  return channels < 8 && strides.every((s) => s === 1) && dilations.every((d) => d === 1);
}

/** A filter as [in, out, kh, kw] with rows and columns reversed. */
export function flippedFilter(filter: TracedValue, to: LoweringContext): string {
  const [out, channels, rows, columns] = toLayout(filter.shape, 'oihw') as [number, number, number, number];
  const { graph } = to;
  const taps = rows * columns;
  const dims = [channels, out, rows, columns];
  const constant = graph.floatsOf(to.readFull(filter, 'oihw'));
  if (constant !== undefined) return graph.floats(flipped(constant, [out, channels, taps]), dims);
  const flat = to.reshape(to.readFull(filter, 'ohwi'), [out, taps, channels]);
  const [first, last, axis, back] = [-1, -taps - 1, 1, -1].map((n) => graph.integers([n]));
  const reversed = graph.operation('Slice', [flat, first!, last!, axis!, back!], {}, [out, taps, channels]);
  const swapped = graph.operation('Transpose', [reversed], { perm: [2, 0, 1] }, [channels, out, taps]);
  return to.reshape(swapped, dims);
}

function flipped(
  values: Float32Array,
  [out, channels, taps]: readonly [number, number, number],
): Float32Array {
  return values.map((_, at) => {
    const [tap, o, c] = [at % taps, Math.floor(at / taps) % out, Math.floor(at / (taps * out))];
    return values[(o * channels + c) * taps + taps - 1 - tap]!;
  });
}
