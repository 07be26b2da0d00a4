import * as tf from '@tensorflow/tfjs';
import type { TracedNode, TracedValue } from '../trace/traced-graph.ts';
import { croppedConvolution } from './convolution-input.ts';
import { axesOf, axisIn, toLayout, type Layout } from './layout.ts';
import { normalizeAxes, sizeOf, type KernelLowering, type TracedInputs } from './lowering.ts';
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

const reshape: KernelLowering = {
  kernel: 'Reshape',
  shapes({ x }, { shape }) {
    return { shape: tf.util.inferFromImplicitShape(shape as number[], sizeOf(x!.shape)), dtype: x!.dtype };
  },
  lower: (node, to) => reshapeTo(node.inputs['x']!, node.outputs[0]!, to),
};

function reshapeTo(x: TracedValue, output: TracedValue, to: LoweringContext): void {
  const lowered = to.read(x, to.layoutOf(x));
  if (sizeOf(lowered.dims) === 1) {
    const ones = output.shape.map(() => 1);
    return to.write(output, to.reshape(lowered.name, ones), 'plain', ones);
  }
  to.write(output, to.reshape(to.readFull(x), output.shape));
}

const expandDims: KernelLowering = {
  kernel: 'ExpandDims',
  shapes({ input }, { dim }) {
    const shape = [...input!.shape];
    shape.splice(normalizeAxes(dim as number, shape.length + 1)[0]!, 0, 1);
    return { shape, dtype: input!.dtype };
  },
  lower: (node, to) => reshapeTo(node.inputs['input']!, node.outputs[0]!, to),
};

const transpose: KernelLowering = {
  kernel: 'Transpose',
  shapes: ({ x }, { perm }) => ({
    shape: (perm as number[]).map((axis) => x!.shape[axis]!),
    dtype: x!.dtype,
  }),
  lower(node, to) {
    const [x, output] = [node.inputs['x']!, node.outputs[0]!];
    const perm = node.attributes['perm'] as number[];
    to.write(output, to.graph.operation('Transpose', [to.readFull(x)], { perm }, output.shape));
  },
};

const tile: KernelLowering = {
  kernel: 'Tile',
  shapes: ({ x }, { reps }) => ({
    shape: x!.shape.map((size, i) => size * (reps as number[])[i]!),
    dtype: x!.dtype,
  }),
  lower(node, to) {
    const [x, output] = [node.inputs['x']!, node.outputs[0]!];
    const layout = to.layoutOf(x);
    const reps = toLayout(node.attributes['reps'] as number[], layout);
    const dims = toLayout(output.shape, layout);
    const name = to.graph.operation('Tile', [to.readFull(x, layout), to.graph.integers(reps)], {}, dims);
    to.write(output, name, layout);
  },
};

const gather: KernelLowering = {
  kernel: 'GatherV2',
  shapes({ x, indices }, { axis, batchDims }) {
    if ((batchDims as number) !== 0) throw new Error('GatherV2 is compiled without batch dimensions only.');
    const [at] = normalizeAxes(axis as number, x!.shape.length);
    return {
      shape: [...x!.shape.slice(0, at), ...indices!.shape, ...x!.shape.slice(at! + 1)],
      dtype: x!.dtype,
    };
  },
  lower(node, to) {
    const [x, indices, output] = [node.inputs['x']!, node.inputs['indices']!, node.outputs[0]!];
    const rank = x.shape.length;
    const [axis] = normalizeAxes(node.attributes['axis'] as number, rank);
    const layout = indices.shape.length === 1 ? to.layoutOf(x) : 'plain';
    const inputs = [to.readFull(x, layout), to.readFull(indices)];
    const at = axisIn(layout, axis!, rank);
    const dims = toLayout(output.shape, layout);
    to.write(output, to.graph.operation('Gather', inputs, { axis: at }, dims), layout);
  },
};

const pack: KernelLowering = {
  kernel: 'Pack',
  shapes(inputs, { axis }) {
    const values = Object.values(inputs);
    const shape = [...values[0]!.shape];
    shape.splice(normalizeAxes(axis as number, shape.length + 1)[0]!, 0, values.length);
    return { shape, dtype: values[0]!.dtype };
  },
  lower(node, to) {
    const output = node.outputs[0]!;
    const [axis] = normalizeAxes(node.attributes['axis'] as number, output.shape.length);
    const dims = output.shape.map((size, i) => (i === axis ? 1 : size));
    const parts = packed(node.inputs, to).map((name) => to.reshape(name, dims));
    to.write(output, to.graph.operation('Concat', parts, { axis: axis! }, output.shape));
  },
};

function packed(inputs: TracedInputs, to: LoweringContext): string[] {
  return Object.values(inputs).map((value) => to.readFull(value));
}

const split: KernelLowering = {
  kernel: 'SplitV',
  shapes({ x }, { numOrSizeSplits, axis }) {
    const [at] = normalizeAxes(axis as number, x!.shape.length);
    const sizes = tf.backend_util.prepareSplitSize(
      shapeOnly(x!),
      numOrSizeSplits as number | number[],
      at!,
    );
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

export const shapingLowerings: readonly KernelLowering[] = [
  slice,
  concat,
  pad,
  reverse,
  reshape,
  expandDims,
  transpose,
  tile,
  gather,
  pack,
  split,
];
