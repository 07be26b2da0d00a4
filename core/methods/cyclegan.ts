import * as tf from '@tensorflow/tfjs';
import * as z from 'zod';
import { leastSquares } from '../losses/least-squares.ts';
import { meanAbsolute } from '../losses/mean-absolute.ts';
import { discriminatorEffort, generatorEffort } from '../networks/effort.ts';
import { patchDiscriminator } from '../networks/patch-discriminator.ts';
import { resnetGenerator } from '../networks/resnet-generator.ts';
import { assertSuitableSize } from '../training/image-size.ts';
import type { Method } from '../training/method.ts';
import { completeOptions, parseOptions, trainOptions, type TrainOptions } from '../training/train-options.ts';

export interface CycleGanOptions extends TrainOptions {
  readonly filters: number;
  readonly blocks: number;
  readonly lambdaCycle: number;
  readonly lambdaIdentity: number;
}

const schema = trainOptions.extend({
  filters: z.int().min(1).max(512).default(64).describe('channels of the first layers; appendix 7'),
  blocks: z
    .int()
    .min(0)
    .max(64)
    .optional()
    .describe('residual blocks; default 9 from 256 pixels on, 6 below; appendix 7'),
  lambdaCycle: z.number().min(0).default(10).describe('weight of the cycle; Sec. 4'),
  lambdaIdentity: z
    .number()
    .min(0)
    .default(0.5)
    .describe('weight of the identity loss, as a part of lambdaCycle; Sec. 5.2'),
});

/** CycleGAN: G translates X to Y, F translates Y to X, and there and back again must be the same picture. */
export const cyclegan: Method<CycleGanOptions, 'G' | 'F' | 'D_X' | 'D_Y'> = {
  id: 'cyclegan',
  title: 'CycleGAN',
  summary: 'Texture, colour, season or painter, both ways, from two folders of unpaired pictures.',
  paper: {
    authors: 'Zhu, Park, Isola, Efros',
    title: 'Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks',
    venue: 'ICCV 2017',
    url: 'https://arxiv.org/abs/1703.10593',
  },
  pairing: 'unpaired',
  schema,
  complete(given) {
    const options = completeOptions(parseOptions(schema, given));
    assertSuitableSize(options.crop, { multipleOf: 4, atLeast: 24 }); // 24: the 70x70 PatchGAN still has one patch
    return { ...options, blocks: options.blocks ?? (options.crop >= 256 ? 9 : 6) };
  },
  networks: ({ filters, blocks }) => ({
    G: resnetGenerator({ filters, blocks }),
    F: resnetGenerator({ filters, blocks }),
    D_X: patchDiscriminator({ filters, layers: 3 }),
    D_Y: patchDiscriminator({ filters, layers: 3 }),
  }),
  effort({ filters, blocks, crop, batch, lambdaCycle, lambdaIdentity }) {
    const translations = lambdaCycle * lambdaIdentity === 0 ? 4 : 6; // fakes, cycles, and what is left alone
    const G = generatorEffort({ filters, blocks }, crop);
    const D = discriminatorEffort({ filters }, crop);
    return {
      // Forward and both gradients are three passes; the critics judge for the generators (two gradients), then learn.
      multiplyAdds: batch * (3 * translations * G.multiplyAdds + 16 * D.multiplyAdds),
      activations: batch * (translations * G.activations + 8 * D.activations),
    };
  },
  players: [
    {
      name: 'generators',
      trains: ['G', 'F'],
      play({ G, F, D_X, D_Y }, { x, y }, { options: { lambdaCycle, lambdaIdentity } }) {
        const fakeY = G.apply(x);
        const fakeX = F.apply(y);
        const identity = lambdaCycle * lambdaIdentity;
        const cycle = {
          adversarialG: leastSquares.generator(D_Y.apply(fakeY)), // Eq. 1, least squares as in Sec. 4
          adversarialF: leastSquares.generator(D_X.apply(fakeX)),
          cycleX: tf.mul<tf.Scalar>(meanAbsolute(F.apply(fakeY), x), lambdaCycle), // Eq. 2
          cycleY: tf.mul<tf.Scalar>(meanAbsolute(G.apply(fakeX), y), lambdaCycle),
        };
        const same = (): Record<string, tf.Scalar> => ({
          identityG: tf.mul(meanAbsolute(G.apply(y), y), identity), // Sec. 5.2
          identityF: tf.mul(meanAbsolute(F.apply(x), x), identity),
        });
        return { fakes: { x: fakeX, y: fakeY }, losses: identity === 0 ? cycle : { ...cycle, ...same() } };
      },
    },
    {
      name: 'discriminators',
      trains: ['D_X', 'D_Y'],
      play: ({ D_X, D_Y }, { x, y }, { fakes }) => ({
        losses: {
          discriminatorX: leastSquares.discriminator(D_X.apply(x), D_X.apply(fakes['x']!)),
          discriminatorY: leastSquares.discriminator(D_Y.apply(y), D_Y.apply(fakes['y']!)),
        },
      }),
    },
  ],
  pooled: ['x', 'y'],
  adam: { beta1: 0.5, beta2: 0.999, epsilon: 1e-8 }, // Sec. 4; beta2 and epsilon as in the released code
  translators: { 'x-to-y': 'G', 'y-to-x': 'F' },
};
