import * as tf from '@tensorflow/tfjs';
import { meanAbsolute } from '../losses/mean-absolute.ts';
import { leastSquares } from '../losses/least-squares.ts';
import { convolution } from '../networks/convolution.ts';
import type { Network } from '../networks/network.ts';
import { normalInit } from '../networks/normal-init.ts';
import { createRandom } from '../random/random.ts';
import type { Method } from './method.ts';
import { completeOptions, parseOptions, trainOptions, type TrainOptions } from './train-options.ts';

/** A network of one 1 x 1 convolution. */
function colours(to: number): Network {
  const layer = convolution({ name: 'mix', from: 3, to, kernel: 1, pad: 0, bias: 'used' });
  return { ...layer, init: (random) => normalInit(layer.parameters, random, 0.5) };
}

/** The smallest game with all that a method may have: two ways, two players, a pool. For tests. */
export const tinyMethod: Method<TrainOptions, 'G' | 'F' | 'D'> = {
  id: 'tiny',
  title: 'Tiny',
  summary: 'Colours only.',
  paper: { authors: 'Nobody', title: 'None', venue: 'Nowhere', url: 'https://example.org' },
  pairing: 'unpaired',
  schema: trainOptions,
  complete: (given) => completeOptions(parseOptions(trainOptions, given)),
  networks: () => ({ G: colours(3), F: colours(3), D: colours(1) }),
  effort: ({ crop, batch }) => ({
    multiplyAdds: 100 * crop ** 2 * batch,
    activations: 20 * crop ** 2 * batch,
  }),
  players: [
    {
      name: 'generators',
      trains: ['G', 'F'],
      play({ G, F, D }, { x, y }) {
        const fake = G.apply(x);
        return {
          losses: {
            adversarial: leastSquares.generator(D.apply(fake)),
            cycle: meanAbsolute(F.apply(fake), x),
            back: meanAbsolute(F.apply(y), x),
          },
          fakes: { y: fake },
        };
      },
    },
    {
      name: 'discriminator',
      trains: ['D'],
      play: ({ D }, { y }, { fakes }) => ({
        losses: { discriminator: leastSquares.discriminator(D.apply(y), D.apply(fakes['y']!)) },
      }),
    },
  ],
  pooled: ['y'],
  adam: { beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
  translators: { 'x-to-y': 'G', 'y-to-x': 'F' },
};

/** Seeded noise as training pictures; the batch depends on the step alone, as the real source's does. */
export function noiseBatches({ batch, crop }: TrainOptions): {
  next(step: number): Promise<{ x: Float32Array; y: Float32Array; lost: readonly string[] }>;
} {
  return {
    next: async (step) => ({ x: noise(batch, crop, step, 0), y: noise(batch, crop, step, 1), lost: [] }),
  };
}

export function noise(batch: number, crop: number, ...seeds: readonly number[]): Float32Array {
  const random = createRandom(...seeds);
  return Float32Array.from({ length: batch * crop * crop * 3 }, () => 2 * random.uniform() - 1);
}

/** The eager reference backend. */
export async function useCpuBackend(): Promise<void> {
  await tf.setBackend('cpu');
}
