import type * as tf from '@tensorflow/tfjs';
import type { NamedTensors } from '../engine/step.ts';
import type { Random } from '../random/random.ts';

/** What a network needs to know about one of its weights. */
export interface Parameter {
  readonly shape: readonly number[];
  /**
   * A bias right before a normalisation has no effect and no gradient: it counts as in the paper, but is
   * neither drawn, trained nor stored (docs/decisions/inert-biases.md).
   */
  readonly inert?: true;
}

export type Parameters = Readonly<Record<string, Parameter>>;

export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The weights of one network by name, e.g. `block1/conv1/kernel`; kernels are [height, width, in, out]. */
export type Weights = Readonly<Record<string, Weight>>;

/** A part of a network: what it learns, and what it does with an image [batch, height, width, channels]. */
export interface Layer {
  readonly parameters: Parameters;
  apply(weights: NamedTensors, x: tf.Tensor4D): tf.Tensor4D;
}

/** A pure network: weights come in, nothing is kept. */
export interface Network extends Layer {
  init(random: Random): Weights;
}

/** Layers one after the other, as one. */
export function chain(layers: readonly Layer[]): Layer {
  return {
    parameters: Object.assign({}, ...layers.map((layer) => layer.parameters)) as Parameters,
    apply: (weights, x) => layers.reduce((y, layer) => layer.apply(weights, y), x),
  };
}

/** A layer that learns nothing. */
export function pointwise(f: (x: tf.Tensor4D) => tf.Tensor4D): Layer {
  return { parameters: {}, apply: (_weights, x) => f(x) };
}

/** The parameters that move: all but the inert ones. */
export function activeParameters(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, { inert }]) => !inert));
}

/** How many numbers a network has, inert biases included, as papers count them. */
export function countParameters(parameters: Parameters): number {
  return Object.values(parameters).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
