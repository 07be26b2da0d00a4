import * as tf from '@tensorflow/tfjs';
import type { NamedTensors, Step, TensorSpec } from '../engine/step.ts';
import { sizeOf, type Network } from '../networks/network.ts';
import { createRandom } from '../random/random.ts';
import { adam } from './adam.ts';
import { bindNetwork, weightNames, weightSpecs } from './bind-network.ts';
import { gradientsOf } from './gradients.ts';
import type { Batch, Method, Playable, Player } from './method.ts';
import type { TrainOptions } from './train-options.ts';

/** A method with its options and networks, ready to move. */
interface Game {
  readonly method: Method;
  readonly options: TrainOptions;
  readonly networks: Readonly<Record<string, Network>>;
}

/** What runs through the players of one step. */
interface Turning {
  readonly state: NamedTensors;
  readonly fakes: Readonly<Record<string, tf.Tensor4D>>;
  readonly outputs: NamedTensors;
}

/**
 * One training step of a method as a pure function.
 * State: weights `G/first/kernel`; moments `adam.m/G/...`, `adam.v/G/...`; with EMA `ema/G/...`.
 * Inputs: pictures `x`, `y`; scalars `adam.rate`, `adam.epsilon`, with EMA `ema.decay`; with a pool `pool.NAME` (the old images that
 * were drawn, any values where none was) and `pick.NAME`: for each image of the batch its place in old + new.
 * Outputs: scalars `loss.NAME`; images `fake.NAME`, before the pool.
 */
export function buildTrainStep(method: Method, options: TrainOptions): Step {
  const game: Game = { method, options, networks: method.networks(options) };
  return {
    name: `train ${method.id}`,
    state: stateSpecs(game),
    inputs: inputSpecs(method, options),
    run(state, inputs) {
      const start: Turning = { state, fakes: {}, outputs: {} };
      const end = method.players.reduce((turning, player) => move(game, player, inputs, turning), start);
      return { state: { ...end.state, ...averages(game, end.state, inputs) }, outputs: end.outputs };
    },
  };
}

/** The state before the first step: weights drawn from the seed, moments 0, averages equal to the weights. */
export function initialState(method: Method, options: TrainOptions): Record<string, Float32Array> {
  const game: Game = { method, options, networks: method.networks(options) };
  const drawn = new Map<string, Float32Array>(
    Object.entries(game.networks).flatMap(([network, { init }], index) =>
      Object.entries(init(createRandom(options.seed, index))).map(
        ([name, { values }]) => [`${network}/${name}`, values] as const,
      ),
    ),
  );
  return Object.fromEntries(
    Object.entries(stateSpecs(game)).map(([name, { shape }]) => [
      name,
      drawn.get(name.replace(/^ema\//, ''))?.slice() ?? new Float32Array(sizeOf(shape)),
    ]),
  );
}

/** One player's turn: its losses, their gradient for the networks it moves, Adam. */
function move(
  game: Game,
  player: Player<TrainOptions, string>,
  inputs: NamedTensors,
  turning: Turning,
): Turning {
  const moved = player.trains.flatMap((network) => weightNames(network, game.networks[network]!));
  const batch = { x: inputs['x'], y: inputs['y'] } as Batch;
  const played = gradientsOf(pick(turning.state, moved), (weights) =>
    player.play(bind(game.networks, { ...turning.state, ...weights }), batch, {
      options: game.options,
      fakes: turning.fakes,
    }),
  );
  return {
    state: { ...turning.state, ...adamMoves(game, turning.state, played.gradients, inputs) },
    fakes: { ...turning.fakes, ...throughPool(game, played.fakes, inputs) },
    outputs: { ...turning.outputs, ...prefixed('loss.', played.losses), ...prefixed('fake.', played.fakes) },
  };
}

function bind(networks: Game['networks'], state: NamedTensors): Record<string, Playable> {
  return Object.fromEntries(
    Object.entries(networks).map(([name, network]) => [name, bindNetwork(name, network, state)]),
  );
}

function adamMoves(
  { method }: Game,
  state: NamedTensors,
  gradients: NamedTensors,
  inputs: NamedTensors,
): NamedTensors {
  const scalars = { rate: inputs['adam.rate'] as tf.Scalar, epsilon: inputs['adam.epsilon'] as tf.Scalar };
  return Object.fromEntries(
    Object.entries(gradients).flatMap(([name, gradient]) => {
      const slot = { weight: state[name]!, m: state[`adam.m/${name}`]!, v: state[`adam.v/${name}`]! };
      const next = adam(slot, gradient, scalars, method.adam);
      return [
        [name, next.weight],
        [`adam.m/${name}`, next.m],
        [`adam.v/${name}`, next.v],
      ];
    }),
  );
}

/** What the image pool answers: for each image the drawn old one or a new one. */
function throughPool(
  { method, options }: Game,
  fakes: Readonly<Record<string, tf.Tensor4D>>,
  inputs: NamedTensors,
): Record<string, tf.Tensor4D> {
  if (options.poolSize === 0) return { ...fakes };
  return Object.fromEntries(
    Object.entries(fakes).map(([name, fake]) => {
      if (!method.pooled.includes(name)) return [name, fake];
      const both = tf.concat([inputs[`pool.${name}`] as tf.Tensor4D, fake], 0); // [2 batch, height, width, 3]
      return [name, tf.gather(both, inputs[`pick.${name}`] as tf.Tensor1D, 0)];
    }),
  );
}

/** ema <- decay ema + (1 - decay) weight, for the networks that translate. */
function averages(game: Game, state: NamedTensors, inputs: NamedTensors): NamedTensors {
  const decay = inputs['ema.decay']!;
  return Object.fromEntries(
    averagedNames(game).map((name) => {
      const [average, weight] = [state[`ema/${name}`]!, state[name]!];
      return [`ema/${name}`, tf.add(weight, tf.mul(tf.sub(average, weight), decay))];
    }),
  );
}

function stateSpecs(game: Game): Record<string, TensorSpec> {
  const specs: [string, TensorSpec][] = [];
  const all = Object.keys(game.networks).flatMap((network) => weightSpecs(network, game.networks[network]!));
  const trained = new Set(game.method.players.flatMap(({ trains }) => trains));
  for (const [name, spec] of all) {
    specs.push([name, spec]);
    if (trained.has(name.split('/')[0]!)) specs.push([`adam.m/${name}`, spec], [`adam.v/${name}`, spec]);
  }
  const byName = new Map(all);
  for (const name of averagedNames(game)) specs.push([`ema/${name}`, byName.get(name)!]);
  return Object.fromEntries(specs);
}

function inputSpecs(
  method: Method,
  { batch, crop, poolSize, ema }: TrainOptions,
): Record<string, TensorSpec> {
  const image: TensorSpec = { shape: [batch, crop, crop, 3], dtype: 'float32' };
  const scalar: TensorSpec = { shape: [], dtype: 'float32' };
  const pools = (poolSize === 0 ? [] : method.pooled).flatMap((name): [string, TensorSpec][] => [
    [`pool.${name}`, image],
    [`pick.${name}`, { shape: [batch], dtype: 'int32' }],
  ]);
  const averaging = ema ? { 'ema.decay': scalar } : {};
  const scalars = { 'adam.rate': scalar, 'adam.epsilon': scalar, ...averaging };
  return { x: image, y: image, ...scalars, ...Object.fromEntries(pools) };
}

function averagedNames({ method, networks, options }: Game): string[] {
  if (!options.ema) return [];
  return Object.values(method.translators).flatMap((network) => weightNames(network, networks[network]!));
}

function pick(state: NamedTensors, names: readonly string[]): NamedTensors {
  return Object.fromEntries(names.map((name) => [name, state[name]!]));
}

function prefixed(prefix: string, tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, t]) => [`${prefix}${name}`, t]));
}
