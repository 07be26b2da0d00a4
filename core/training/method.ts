import type * as tf from '@tensorflow/tfjs';
import type * as z from 'zod';
import type { Effort } from '../networks/effort.ts';
import type { Network } from '../networks/network.ts';
import type { TrainOptions } from './train-options.ts';

/** A network as a player sees it: bound to its weights. Tests put plain functions here. */
export interface Playable {
  apply(x: tf.Tensor4D): tf.Tensor4D;
}

/** Unpaired pictures of the two domains: [batch, height, width, 3] in [-1, 1]. */
export interface Batch {
  readonly x: tf.Tensor4D;
  readonly y: tf.Tensor4D;
}

/** What a player knows besides the pictures. */
export interface Turn<O> {
  readonly options: O;
  /** Fakes made earlier in the step, constant to this player, some of them exchanged for old ones by the image pool. */
  readonly fakes: Readonly<Record<string, tf.Tensor4D>>;
}

export interface Played {
  /** The named terms that the player minimises the sum of; names are the labels of the plots. */
  readonly losses: Readonly<Record<string, tf.Scalar>>;
  readonly fakes?: Readonly<Record<string, tf.Tensor4D>>;
}

/** One side of the game. */
export interface Player<O, N extends string> {
  readonly name: string;
  /** The networks it moves, and no others. */
  readonly trains: readonly N[];
  play(networks: Readonly<Record<N, Playable>>, batch: Batch, turn: Turn<O>): Played;
}

export interface Paper {
  readonly authors: string;
  readonly title: string;
  readonly venue: string;
  readonly url: string;
}

export type Direction = 'x-to-y' | 'y-to-x';

/** One published method: what the trainer, the command line, the forms and the documentation follow from. */
export interface Method<O extends TrainOptions = TrainOptions, N extends string = string> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly paper: Paper;
  readonly pairing: 'unpaired' | 'paired';
  /** What a person may give, each with its default and the default's source. */
  readonly schema: z.ZodObject;
  /** What was given with everything filled in. Throws `unsuitable-size`, `invalid-option`. */
  complete(given: Readonly<Record<string, unknown>>): O;
  networks(options: O): Readonly<Record<N, Network>>;
  /** What a step costs by the sums over its convolutions, to estimate its time and memory before it is measured. */
  effort(options: O): Effort;
  /** In the order they move within a step. */
  readonly players: readonly Player<O, N>[];
  /** The names of the fakes that pass through the image pool, each the size of a batch. */
  readonly pooled: readonly string[];
  readonly adam: { readonly beta1: number; readonly beta2: number; readonly epsilon: number };
  /** Which network translates; these are what EMA averages and a translator takes along. */
  readonly translators: Readonly<Partial<Record<Direction, N>>>;
}
