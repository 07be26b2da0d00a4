import * as tf from '@tensorflow/tfjs';
import { instanceNorm } from '../engine/ops/instance-norm.ts';
import { convolution, doublingConvolution } from './convolution.ts';
import { chain, pointwise, type Layer, type Network } from './network.ts';
import { normalInit } from './normal-init.ts';

export interface ResnetGeneratorOptions {
  readonly filters: number;
  readonly blocks: number;
}

/**
 * The ResNet generator of CycleGAN (Zhu et al. 2017, appendix 7.2, after Johnson et al. 2016):
 * [batch, height, width, 3] in [-1, 1] -> the same; height and width multiples of 4, at least 8.
 */
export function resnetGenerator({ filters, blocks }: ResnetGeneratorOptions): Network {
  const wide = 4 * filters;
  const layers = chain([
    convolution({ name: 'first', from: 3, to: filters, kernel: 7, pad: 3, border: 'reflect', bias: 'inert' }),
    normThenRelu,
    convolution({
      name: 'down1',
      from: filters,
      to: 2 * filters,
      kernel: 3,
      stride: 2,
      pad: 1,
      bias: 'inert',
    }),
    normThenRelu,
    convolution({ name: 'down2', from: 2 * filters, to: wide, kernel: 3, stride: 2, pad: 1, bias: 'inert' }),
    normThenRelu,
    ...Array.from({ length: blocks }, (_, i) => residualBlock(`block${i + 1}`, wide)),
    doublingConvolution({ name: 'up1', from: wide, to: 2 * filters }),
    normThenRelu,
    doublingConvolution({ name: 'up2', from: 2 * filters, to: filters }),
    normThenRelu,
    convolution({ name: 'last', from: filters, to: 3, kernel: 7, pad: 3, border: 'reflect', bias: 'used' }),
    pointwise((x) => tf.tanh(x)),
  ]);
  return { ...layers, init: (random) => normalInit(layers.parameters, random, 0.02) };
}

const norm = pointwise((x) => instanceNorm(x));
const normThenRelu = pointwise((x) => tf.relu(instanceNorm(x)));

/** Two convolutions and the way around them; no relu after the sum. */
function residualBlock(name: string, channels: number): Layer {
  const conv = (part: string): Layer =>
    convolution({
      name: `${name}/${part}`,
      from: channels,
      to: channels,
      kernel: 3,
      pad: 1,
      border: 'reflect',
      bias: 'inert',
    });
  const body = chain([conv('conv1'), normThenRelu, conv('conv2'), norm]);
  return { ...body, apply: (weights, x) => tf.add(x, body.apply(weights, x)) };
}
