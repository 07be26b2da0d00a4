import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NamedTensors } from '../engine/step.ts';
import { createRandom, type Random } from '../random/random.ts';
import { countParameters, type Network } from './network.ts';
import { patchDiscriminator } from './patch-discriminator.ts';
import { resnetGenerator } from './resnet-generator.ts';

beforeAll(() => tf.setBackend('cpu'));

function drawn(shape: readonly number[], random: Random, scale = 1): tf.Tensor {
  const values = Float32Array.from(
    { length: tf.util.sizeFromShape([...shape]) },
    () => scale * random.normal(),
  );
  return tf.tensor(values, [...shape]);
}

/** Weights ten times as large as at the start of a training, so that every part has a say. */
function weightsOf(network: Network, seed: number): NamedTensors {
  const drawnWeights = Object.entries(network.init(createRandom(seed)));
  return Object.fromEntries(
    drawnWeights.map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape]).mul(10)]),
  );
}

describe('numbers of parameters, as published', () => {
  it.each([
    [9, 11_378_179],
    [6, 7_837_699],
  ])('generator: %i blocks of 64 filters have %i parameters', (blocks, count) => {
    expect(countParameters(resnetGenerator({ filters: 64, blocks }).parameters)).toBe(count);
  });

  it.each([
    [1, 136_385],
    [2, 662_977],
    [3, 2_764_737],
    [4, 6_959_553],
    [5, 11_154_369],
  ])('discriminator: %i layers of 64 filters have %i parameters', (layers, count) => {
    expect(countParameters(patchDiscriminator({ filters: 64, layers }).parameters)).toBe(count);
  });
});

describe('shapes', () => {
  it('generator: an image that is not square comes out at its size, in [-1, 1]', () => {
    const network = resnetGenerator({ filters: 1, blocks: 1 });
    const y = network.apply(weightsOf(network, 1), drawn([2, 8, 12, 3], createRandom(2)) as tf.Tensor4D);
    expect(y.shape).toEqual([2, 8, 12, 3]);
    expect(y.abs().max().dataSync()[0]).toBeLessThanOrEqual(1);
  });

  it('discriminator: 64 x 24 pixels give 6 x 1 scores', () => {
    // 64, 32, 16, 8, 7, 6 and 24, 12, 6, 3, 2, 1
    const network = patchDiscriminator({ filters: 1, layers: 3 });
    const y = network.apply(weightsOf(network, 1), drawn([1, 64, 24, 3], createRandom(2)) as tf.Tensor4D);
    expect(y.shape).toEqual([1, 6, 1, 1]);
  });

  it('discriminator: a score of three layers sees 70 pixels', () => {
    // backwards from one score: (r - 1) stride + 4 through strides 1, 1, 2, 2, 2
    expect([1, 1, 2, 2, 2].reduce((field, stride) => (field - 1) * stride + 4, 1)).toBe(70);
  });
});

describe('first weights', () => {
  const network = resnetGenerator({ filters: 8, blocks: 2 });

  it('networks: the same seed gives the same weights, another seed others', () => {
    const kernel = (seed: number) => network.init(createRandom(seed))['block1/conv1/kernel']!.values;
    expect(kernel(3)).toEqual(kernel(3));
    expect(kernel(4)).not.toEqual(kernel(3));
  });

  it('networks: kernels are normal with deviation 0.02, biases zero', () => {
    const weights = network.init(createRandom(3));
    const { values } = weights['block1/conv1/kernel']!; // 9 * 32 * 32 = 9 216 numbers
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    expect(deviation).toBeGreaterThan(0.0195);
    expect(deviation).toBeLessThan(0.0205);
    expect([...weights['last/bias']!.values]).toEqual([0, 0, 0]);
  });

  it('networks: inert biases are counted but have no weights', () => {
    expect(network.parameters['first/bias']).toEqual({ shape: [8], inert: true });
    expect(network.init(createRandom(3))).not.toHaveProperty(['first/bias']);
  });
});

describe.each([
  ['generator', resnetGenerator({ filters: 1, blocks: 1 }), [1, 16, 16, 3]],
  ['discriminator', patchDiscriminator({ filters: 1, layers: 3 }), [1, 32, 32, 3]],
] as const)('gradients of the %s', (network, { parameters, ...layers }, shape) => {
  const all = { parameters, ...layers };
  const active = Object.keys(all.init(createRandom(1)));

  it.each(active)(`${network}: the gradient of %s is what finite differences say`, (name) => {
    const weights = weightsOf(all, 1);
    const x = drawn(shape, createRandom(2)) as tf.Tensor4D;
    const direction = drawn(weights[name]!.shape, createRandom(3), 0.05);
    const target = drawn(all.apply(weights, x).shape, createRandom(5));
    const along = (t: tf.Tensor): tf.Scalar =>
      all
        .apply({ ...weights, [name]: weights[name]!.add(direction.mul(t)) }, x)
        .mul(target)
        .sum();
    const slope = tf.grad(along)(tf.scalar(0)).dataSync()[0]!;
    const step = 1e-4; // small, so that few of the relus change sides
    const [ahead, behind] = [step, -step].map((t) => along(tf.scalar(t)).dataSync()[0]!);
    const measured = (ahead! - behind!) / (2 * step);
    expect(Math.abs(slope - measured)).toBeLessThan(0.03 * Math.abs(measured) + 0.05);
  });
});
