/** A tensor at rest: row-major float32 values and their shape. */
export interface TensorValues {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Tensors by name, e.g. `G/block1/conv1/kernel` or `adam.m/G/...`. */
export type NamedTensorValues = Readonly<Record<string, TensorValues>>;
