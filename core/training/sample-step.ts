import type * as tf from '@tensorflow/tfjs';
import type { NamedTensors, Step, TensorSpec } from '../engine/step.ts';
import type { Network } from '../networks/network.ts';
import { bindNetwork, weightNames, weightSpecs } from './bind-network.ts';
import type { Direction, Method } from './method.ts';
import type { TrainOptions } from './train-options.ts';

/**
 * Translates one photo of each side, there and back. State: the weights of the translating networks. Inputs:
 * `x`, `y` [1, crop, crop, 3]. Outputs, where the method has the networks for it: `x-to-y`, `x-to-y-to-x`,
 * `y-to-x`, `y-to-x-to-y`.
 */
export function buildSampleStep(method: Method, options: TrainOptions): Step {
  const networks = method.networks(options);
  const image: TensorSpec = { shape: [1, options.crop, options.crop, 3], dtype: 'float32' };
  return {
    name: `samples of ${method.id}`,
    state: Object.fromEntries(translatorNames(method).flatMap((name) => weightSpecs(name, networks[name]!))),
    inputs: { x: image, y: image },
    run(state, inputs) {
      const translate = translations(method, networks, state);
      const outputs = {
        ...thereAndBack(
          inputs['x'] as tf.Tensor4D,
          ['x-to-y', 'x-to-y-to-x'],
          translate['x-to-y'],
          translate['y-to-x'],
        ),
        ...thereAndBack(
          inputs['y'] as tf.Tensor4D,
          ['y-to-x', 'y-to-x-to-y'],
          translate['y-to-x'],
          translate['x-to-y'],
        ),
      };
      return { state, outputs };
    },
  };
}

/** The weights for a sample step (or a translator) out of a training state: the averages where there are any. */
export function translatorWeights(
  method: Method,
  options: TrainOptions,
  state: Readonly<Record<string, Float32Array>>,
): Record<string, Float32Array> {
  const networks = method.networks(options);
  const names = translatorNames(method).flatMap((name) => weightNames(name, networks[name]!));
  return Object.fromEntries(names.map((name) => [name, (state[`ema/${name}`] ?? state[name])!]));
}

type Translate = (image: tf.Tensor4D) => tf.Tensor4D;

function translations(
  { translators }: Method,
  networks: Readonly<Record<string, Network>>,
  state: NamedTensors,
): Partial<Record<Direction, Translate>> {
  return Object.fromEntries(
    Object.entries(translators).map(([direction, name]) => [
      direction,
      bindNetwork(name, networks[name]!, state).apply,
    ]),
  );
}

function thereAndBack(
  image: tf.Tensor4D,
  [thereName, backName]: readonly [string, string],
  there: Translate | undefined,
  back: Translate | undefined,
): NamedTensors {
  if (there === undefined) return {};
  const translated = there(image);
  return { [thereName]: translated, ...(back && { [backName]: back(translated) }) };
}

function translatorNames({ translators }: Method): string[] {
  return [...new Set(Object.values(translators))];
}
