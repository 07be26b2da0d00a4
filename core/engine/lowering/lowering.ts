import type * as tf from '@tensorflow/tfjs';
import type { Attributes, TracedNode, TracedValue } from '../trace/traced-graph.ts';
import type { LoweringContext } from './lowering-context.ts';

export interface TensorShape {
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
}

export type TracedInputs = Readonly<Record<string, TracedValue>>;

/** How one TensorFlow.js kernel is traced and compiled. */
export interface KernelLowering {
  readonly kernel: string;
  /** The shape rule: what the kernel would return, from the shapes of its inputs alone. */
  shapes(inputs: TracedInputs, attributes: Attributes): TensorShape | readonly TensorShape[];
  /** Adds the ONNX nodes that compute the node's outputs. */
  lower(node: TracedNode, context: LoweringContext): void;
}

/** The element count of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The shape that TensorFlow's broadcasting of two shapes gives. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const sizeA = a[i - rank + a.length] ?? 1;
    const sizeB = b[i - rank + b.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1)
      throw new Error(`Shapes [${a.join(',')}] and [${b.join(',')}] cannot be broadcast.`);
    return sizeA === 1 ? sizeB : sizeA;
  });
}

/** Axes as non-negative numbers; no axes given means all (TensorFlow.js says null). */
export function normalizeAxes(axes: number | readonly number[] | null | undefined, rank: number): number[] {
  const list = axes === undefined || axes === null ? Array.from({ length: rank }, (_, i) => i) : [axes].flat();
  return (list as number[]).map((axis) => (axis < 0 ? axis + rank : axis));
}
