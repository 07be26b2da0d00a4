import * as tf from '@tensorflow/tfjs';
import { instanceNorm } from '../engine/ops/instance-norm.ts';
import { convolution } from './convolution.ts';
import { chain, pointwise, type Layer, type Network } from './network.ts';
import { normalInit } from './normal-init.ts';

export interface PatchDiscriminatorOptions {
  readonly filters: number;
  readonly layers: number;
}

/**
 * The PatchGAN of pix2pix and CycleGAN (appendix 7.2), with 3 layers the 70x70 one: [batch, height, width, 3]
 * in [-1, 1] -> scores [batch, rows, columns, 1], one for each patch, not squashed. Uses tf.leakyRelu: not
 * for gradient penalties.
 */
export function patchDiscriminator({ filters, layers: count }: PatchDiscriminatorOptions): Network {
  const width = (layer: number): number => filters * Math.min(2 ** layer, 8);
  const hidden = Array.from({ length: count }, (_, i) => i + 1).flatMap((layer): Layer[] => [
    convolution({
      name: `conv${layer + 1}`,
      from: width(layer - 1),
      to: width(layer),
      kernel: 4,
      stride: layer < count ? 2 : 1,
      pad: 1,
      bias: 'inert',
    }),
    normThenLeakyRelu,
  ]);
  const layers = chain([
    convolution({ name: 'conv1', from: 3, to: filters, kernel: 4, stride: 2, pad: 1, bias: 'used' }),
    leakyRelu,
    ...hidden,
    convolution({ name: 'last', from: width(count), to: 1, kernel: 4, pad: 1, bias: 'used' }),
  ]);
  return { ...layers, init: (random) => normalInit(layers.parameters, random, 0.02) };
}

const leakyRelu = pointwise((x) => tf.leakyRelu(x, 0.2));
const normThenLeakyRelu = pointwise((x) => tf.leakyRelu(instanceNorm(x), 0.2));
