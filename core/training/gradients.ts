import * as tf from '@tensorflow/tfjs';
import type { NamedTensors } from '../engine/step.ts';
import type { Played } from './method.ts';

export interface PlayedWithGradients {
  readonly losses: Readonly<Record<string, tf.Scalar>>;
  readonly fakes: Readonly<Record<string, tf.Tensor4D>>;
  readonly gradients: NamedTensors;
}

/** The gradients of the sum of a play's losses for the given weights, and what the play made on the way. */
export function gradientsOf(
  weights: NamedTensors,
  play: (weights: NamedTensors) => Played,
): PlayedWithGradients {
  const names = Object.keys(weights);
  let played: Played | undefined;
  const { grads } = tf.valueAndGrads((...values: tf.Tensor[]) => {
    played = play(Object.fromEntries(names.map((name, i) => [name, values[i]!])));
    for (const made of Object.values({ ...played.losses, ...played.fakes })) tf.keep(made);
    return Object.values(played.losses).reduce((sum, loss) => tf.add(sum, loss));
  })(names.map((name) => weights[name]!));
  return {
    losses: handedOver(played!.losses),
    fakes: handedOver(played!.fakes ?? {}),
    gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]!])),
  };
}

/** Tensors kept beyond the scope of the gradient become ordinary ones of the present scope. */
function handedOver<T extends tf.Tensor>(kept: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(kept).map(([name, tensor]) => {
      const own = tf.clone(tensor);
      tensor.dispose();
      return [name, own];
    }),
  );
}
