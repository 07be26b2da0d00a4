import type * as tf from '@tensorflow/tfjs';
import type { Attributes, TracedValue } from './traced-graph.ts';

export interface TensorShape {
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
}

export type TracedInputs = Readonly<Record<string, TracedValue>>;

/** What tracing must know of a TensorFlow.js kernel. */
export interface TracedKernel {
  readonly kernel: string;
  /** The shape rule: what the kernel would return, from the shapes of its inputs alone. */
  shapes(inputs: TracedInputs, attributes: Attributes): TensorShape | readonly TensorShape[];
}
