/**
 * In what order the axes of a rank-4 tensor lie in memory. TensorFlow.js's images are [batch, height, width,
 * channels] and its filters [height, width, in, out]; ONNX convolutions want `nchw` images and `oihw` filters, and
 * filters' gradients come out as `ohwi`. Tensors of other ranks are always `plain`.
 */
export type Layout = 'plain' | 'nchw' | 'oihw' | 'ohwi';

const axes: Readonly<Record<Layout, readonly number[]>> = {
  plain: [0, 1, 2, 3],
  nchw: [0, 3, 1, 2],
  oihw: [3, 2, 0, 1],
  ohwi: [3, 0, 1, 2],
};

/** For each axis in memory, the logical axis that lies there. */
export function axesOf(layout: Layout, rank: number): readonly number[] {
  return rank === 4 ? axes[layout] : Array.from({ length: rank }, (_, i) => i);
}

/** A logical shape as it lies in memory. */
export function toLayout(shape: readonly number[], layout: Layout): number[] {
  return axesOf(layout, shape.length).map((axis) => shape[axis]!);
}

/** Where a logical axis lies in memory. */
export function axisIn(layout: Layout, axis: number, rank: number): number {
  return axesOf(layout, rank).indexOf(axis);
}

/** The transposition that turns one layout into another. */
export function permutationBetween(from: Layout, to: Layout): number[] {
  return axes[to].map((axis) => axes[from].indexOf(axis));
}

/** Whether moving the axes of these sizes leaves the data as it lies: no two axes larger than 1 swap. */
export function keepsOrder(dims: readonly number[], permutation: readonly number[]): boolean {
  const moved = permutation.filter((axis) => dims[axis]! > 1);
  return moved.every((axis, i) => i === 0 || moved[i - 1]! < axis);
}

/** Copies values from one layout to another, e.g. weights between a checkpoint and the device. */
export function relayout(
  values: Float32Array,
  shape: readonly number[],
  from: Layout,
  to: Layout,
): Float32Array {
  if (from === to || shape.length !== 4) return values.slice();
  return transposed(values, toLayout(shape, from), permutationBetween(from, to));
}

/** The transposition of a rank-4 tensor: axis i of the result is axis `permutation[i]` of the values. */
export function transposed(
  values: Float32Array,
  dims: readonly number[],
  permutation: readonly number[],
): Float32Array {
  const strides = stridesOf(dims);
  const [s0, s1, s2, s3] = permutation.map((axis) => strides[axis]!) as [number, number, number, number];
  const [n0, n1, n2, n3] = permutation.map((axis) => dims[axis]!) as [number, number, number, number];
  const result = new Float32Array(values.length);
  let at = 0;
  for (let i = 0; i < n0; i++)
    for (let j = 0; j < n1; j++)
      for (let k = 0; k < n2; k++) {
        const start = i * s0 + j * s1 + k * s2;
        for (let l = 0; l < n3; l++) result[at++] = values[start + l * s3]!;
      }
  return result;
}

function stridesOf(dims: readonly number[]): number[] {
  const strides = dims.map(() => 1);
  for (let i = dims.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * dims[i + 1]!;
  return strides;
}
