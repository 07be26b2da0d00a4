import type * as tf from '@tensorflow/tfjs';

export type NamedTensors = Readonly<Record<string, tf.Tensor>>;
export type NamedArrays = Readonly<Record<string, Float32Array | Int32Array>>;

export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/**
 * One pure step over TensorFlow.js tensors: `(state, inputs) -> (state, outputs)`, with no side effect and no
 * read-back. Random numbers, learning rates and pool choices come in as inputs. The returned state has the
 * same names and shapes as the state that came in.
 */
export interface Step {
  readonly name: string;
  readonly state: Readonly<Record<string, TensorSpec>>;
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  run(
    state: NamedTensors,
    inputs: NamedTensors,
  ): { readonly state: NamedTensors; readonly outputs: NamedTensors };
}

/** A step made ready to run on one device, holding its state there between runs. */
export interface StepRunner {
  /** What it runs on, for people: e.g. `onnxruntime cpu`. */
  readonly device: string;
  /** Replaces the whole state. Throws `shape-mismatch` when a name is missing or a size differs. */
  setState(values: NamedArrays): void;
  /** A copy of the whole state. */
  state(): Record<string, Float32Array>;
  /** One step. The arrays returned belong to the caller. Throws `engine-failed`, `out-of-memory`. */
  run(inputs: NamedArrays): Promise<Record<string, Float32Array>>;
  dispose(): Promise<void>;
}
