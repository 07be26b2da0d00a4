import * as tf from '@tensorflow/tfjs';
import { normalizeAxes, sizeOf } from '../shapes.ts';
import type { TracedNode, TracedValue } from '../trace/traced-graph.ts';
import { croppedConvolution } from './convolution-input.ts';
import { axesOf, axisIn, toLayout, type Layout } from './layout.ts';
import type { KernelLowering } from './lowering.ts';
import type { LoweringContext } from './lowering-context.ts';

/** ONNX reads a slice end beyond the axis as its end, so that a graph does not depend on the size. */
const toTheEnd = 2 ** 31 - 1;

function sliceNode(
  x: string,
  { begin, end, axes, step = 1 }: { begin: number[]; end: number[]; axes: number[]; step?: number },
  dims: readonly number[],
  { graph }: LoweringContext,
): string {
  const steps = axes.map(() => step);
  const inputs = [begin, end, axes, steps].map((list) => graph.integers(list));
  return graph.operation('Slice', [x, ...inputs], {}, dims);
}

/** A slice of a value as it lies in memory; axes that stay whole are not named. */
function sliceInMemory(
  x: string,
  begin: readonly number[],
  size: readonly number[],
  to: LoweringContext,
): string {
  const from = to.graph.dimsOf(x);
  const axes = from.map((_, i) => i).filter((i) => begin[i] !== 0 || size[i] !== from[i]);
  if (axes.length === 0) return x;
  const end = axes.map((i) => (begin[i]! + size[i]! === from[i] ? toTheEnd : begin[i]! + size[i]!));
  return sliceNode(x, { begin: axes.map((i) => begin[i]!), end, axes }, size, to);
}

const slice: KernelLowering = {
  kernel: 'Slice',
  shapes({ x }, { begin, size }) {
    return { shape: sliceParameters(x!, begin, size)[1], dtype: x!.dtype };
  },
  lower(node, to) {
    const [x, output] = [node.inputs['x']!, node.outputs[0]!];
    const { begin, size } = node.attributes;
    const [begins, sizes] = sliceParameters(x, begin, size);
    if (croppedConvolution(x, begins, sizes, output, to)) return;
    const layout = to.layoutOf(x);
    const [first, extent] = [toLayout(begins, layout), toLayout(sizes, layout)];
    to.write(output, sliceInMemory(to.readFull(x, layout), first, extent, to), layout);
  },
};

/** Where a slice begins and how large it is, with -1 and missing axes filled in. */
function sliceParameters(x: TracedValue, begin: unknown, size: unknown): [number[], number[]] {
  return tf.slice_util.parseSliceParams(shapeOnly(x), begin as number[], size as number[]) as [
    number[],
    number[],
  ];
}

/** `tf.slice_util` wants a tensor but looks at its shape only. */
function shapeOnly({ shape }: TracedValue): tf.Tensor {
  return { shape: [...shape], rank: shape.length } as unknown as tf.Tensor;
}

const concat: KernelLowering = {
  kernel: 'Concat',
  shapes(inputs, { axis }) {
    const values = Object.values(inputs);
    const [at] = normalizeAxes(axis as number, values[0]!.shape.length);
    const shape = [...values[0]!.shape];
    shape[at!] = values.reduce((total, value) => total + value.shape[at!]!, 0);
    return { shape, dtype: values[0]!.dtype };
  },
  lower(node, to) {
    const [values, output] = [Object.values(node.inputs), node.outputs[0]!];
    const [axis] = normalizeAxes(node.attributes['axis'] as number, output.shape.length);
    const layout = layoutOfMost(values, to);
    const names = values.filter(({ shape }) => sizeOf(shape) > 0).map((value) => to.readFull(value, layout));
    const at = axisIn(layout, axis!, output.shape.length);
    const dims = toLayout(output.shape, layout);
    const made = names.length === 1 ? names[0]! : to.graph.operation('Concat', names, { axis: at }, dims);
    to.write(output, made, layout);
  },
};

function layoutOfMost(values: readonly TracedValue[], to: LoweringContext): Layout {
  if (values[0]!.shape.length !== 4) return 'plain';
  return values.map((value) => to.layoutOf(value)).find((layout) => layout !== 'plain') ?? 'plain';
}

const pad: KernelLowering = {
  kernel: 'PadV2',
  shapes: ({ x }, { paddings }) => ({ shape: paddedShape(x!.shape, paddings), dtype: x!.dtype }),
  lower(node, to) {
    const [x, output] = [node.inputs['x']!, node.outputs[0]!];
    const layout = to.layoutOf(x);
    const name = to.readFull(x, layout);
    const value = to.graph.scalar(node.attributes['constantValue'] as number);
    const amounts = paddingAmounts(node, layout);
    const dims = toLayout(output.shape, layout);
    to.write(output, to.graph.operation('Pad', [name, to.graph.integers(amounts), value], {}, dims), layout);
  },
};

function paddedShape(shape: readonly number[], paddings: unknown): number[] {
  return shape.map((size, i) => size + (paddings as number[][])[i]![0]! + (paddings as number[][])[i]![1]!);
}

function paddingAmounts(node: TracedNode, layout: Layout): number[] {
  const paddings = node.attributes['paddings'] as readonly (readonly [number, number])[];
  const inMemory = axesOf(layout, paddings.length).map((axis) => paddings[axis]!);
  return [...inMemory.map(([before]) => before), ...inMemory.map(([, after]) => after)];
}

const reverse: KernelLowering = {
  kernel: 'Reverse',
  shapes: ({ x }) => ({ shape: x!.shape, dtype: x!.dtype }),
  lower(node, to) {
    const [x, output] = [node.inputs['x']!, node.outputs[0]!];
    const layout = to.layoutOf(x);
    const rank = x.shape.length;
    const axes = normalizeAxes(node.attributes['dims'] as number[], rank).map((a) => axisIn(layout, a, rank));
    const name = to.readFull(x, layout);
    const reversed = { begin: axes.map(() => -1), end: axes.map(() => -toTheEnd), axes, step: -1 };
    to.write(output, sliceNode(name, reversed, toLayout(x.shape, layout), to), layout);
  },
};

const split: KernelLowering = {
  kernel: 'SplitV',
  shapes({ x }, { numOrSizeSplits, axis }) {
    const [at] = normalizeAxes(axis as number, x!.shape.length);
    const sizes = tf.backend_util.prepareSplitSize(shapeOnly(x!), numOrSizeSplits as number | number[], at);
    return sizes.map((size) => ({
      shape: x!.shape.map((whole, i) => (i === at ? size : whole)),
      dtype: x!.dtype,
    }));
  },
  lower(node, to) {
    const x = node.inputs['x']!;
    const rank = x.shape.length;
    const [axis] = normalizeAxes(node.attributes['axis'] as number, rank);
    const layout = to.layoutOf(x);
    const at = axisIn(layout, axis!, rank);
    const sizes = node.outputs.map(({ shape }) => shape[axis!]!);
    const names = to.graph.operations(
      'Split',
      [to.readFull(x, layout), to.graph.integers(sizes)],
      { axis: at },
      { dims: node.outputs.map(({ shape }) => toLayout(shape, layout)) },
    );
    node.outputs.forEach((output, i) => to.write(output, names[i]!, layout));
  },
};

/** Kernels that take tensors apart and put them together. */
export const slicingLowerings: readonly KernelLowering[] = [slice, concat, pad, reverse, split];
