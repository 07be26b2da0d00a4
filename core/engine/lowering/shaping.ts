import * as tf from '@tensorflow/tfjs';
import { normalizeAxes, sizeOf } from '../shapes.ts';
import type { TracedValue } from '../trace/traced-graph.ts';
import type { TracedInputs } from '../trace/traced-kernel.ts';
import { passThrough } from './elementwise.ts';
import { axisIn, toLayout } from './layout.ts';
import type { KernelLowering } from './lowering.ts';
import type { LoweringContext } from './lowering-context.ts';

const reshape: KernelLowering = {
  kernel: 'Reshape',
  shapes({ x }, { shape }) {
    return { shape: tf.util.inferFromImplicitShape(shape as number[], sizeOf(x!.shape)), dtype: x!.dtype };
  },
  lower: (node, to) => reshapeTo(node.inputs['x']!, node.outputs[0]!, to),
};

function reshapeTo(x: TracedValue, output: TracedValue, to: LoweringContext): void {
  if (x.shape.length === output.shape.length && x.shape.every((size, i) => size === output.shape[i]))
    return passThrough(x, output, to); // gradients of sums reshape to the shape that is there already
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

/** Kernels that change the shape of tensors, or repeat and choose parts of them. */
export const shapingLowerings: readonly KernelLowering[] = [
  reshape,
  expandDims,
  transpose,
  tile,
  gather,
  pack,
];
