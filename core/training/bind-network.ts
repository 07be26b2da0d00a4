import type { NamedTensors, TensorSpec } from '../engine/step.ts';
import { activeParameters, type Network } from '../networks/network.ts';
import type { Playable } from './method.ts';

/** The weights of a network as a step's state has them: `G/first/kernel` and so on. */
export function weightSpecs(name: string, { parameters }: Network): [string, TensorSpec][] {
  return Object.entries(activeParameters(parameters)).map(([key, { shape }]) => [
    `${name}/${key}`,
    { shape, dtype: 'float32' },
  ]);
}

export function weightNames(name: string, network: Network): string[] {
  return weightSpecs(name, network).map(([key]) => key);
}

/** A network with its weights out of a step's state. */
export function bindNetwork(name: string, network: Network, state: NamedTensors): Playable {
  const keys = Object.keys(activeParameters(network.parameters));
  const weights = Object.fromEntries(keys.map((key) => [key, state[`${name}/${key}`]!]));
  return { apply: (x) => network.apply(weights, x) };
}
