import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Playable } from '../training/method.ts';
import { cyclegan } from './cyclegan.ts';

beforeAll(() => tf.setBackend('cpu'));

const image = (value: number): tf.Tensor4D => tf.fill([1, 2, 2, 3], value);
const times = (factor: number, plus: number): Playable => ({ apply: (x) => tf.add(tf.mul(x, factor), plus) });

/** G adds 0.5, F adds -0.2, D_X(x) = 2 x, D_Y(y) = 3 y; x = 0.1, y = 0.3. */
const stubs = { G: times(1, 0.5), F: times(1, -0.2), D_X: times(2, 0), D_Y: times(3, 0) };
const batch = { x: image(0.1), y: image(0.3) };
const options = cyclegan.complete({ size: 64 });
const [generators, discriminators] = cyclegan.players;

function lossesOf(given = options): Record<string, number> {
  const { losses } = generators!.play(stubs, batch, { options: given, fakes: {} });
  return Object.fromEntries(Object.entries(losses).map(([name, loss]) => [name, loss.dataSync()[0]!]));
}

describe('what the generators minimise', () => {
  it.each([
    ['adversarialG', 0.64, 'fake y = 0.6, D_Y gives 1.8, (1.8 - 1)^2'],
    ['adversarialF', 0.64, 'fake x = 0.1, D_X gives 0.2, (0.2 - 1)^2'],
    ['cycleX', 3, 'F(0.6) = 0.4, 10 |0.4 - 0.1|'],
    ['cycleY', 3, 'G(0.1) = 0.6, 10 |0.6 - 0.3|'],
    ['identityG', 2.5, 'G(0.3) = 0.8, 10 * 0.5 |0.8 - 0.3|'],
    ['identityF', 1, 'F(0.1) = -0.1, 10 * 0.5 |-0.1 - 0.1|'],
  ])('cyclegan: %s is %f', (name, expected) => {
    expect(lossesOf()[name]).toBeCloseTo(expected, 5);
  });

  it('cyclegan: the weights of cycle and identity are those of the options', () => {
    const losses = lossesOf({ ...options, lambdaCycle: 2, lambdaIdentity: 0.1 });
    expect(losses['cycleX']).toBeCloseTo(0.6, 5); // 2 * 0.3
    expect(losses['identityG']).toBeCloseTo(0.1, 5); // 2 * 0.1 * 0.5
  });

  it('cyclegan: without the identity loss nothing is computed for it', () => {
    expect(Object.keys(lossesOf({ ...options, lambdaIdentity: 0 }))).toEqual([
      'adversarialG',
      'adversarialF',
      'cycleX',
      'cycleY',
    ]);
  });

  it('cyclegan: the fakes are G of x and F of y', () => {
    const { fakes } = generators!.play(stubs, batch, { options, fakes: {} });
    expect(fakes!['y']!.dataSync()[0]).toBeCloseTo(0.6, 6);
    expect(fakes!['x']!.dataSync()[0]).toBeCloseTo(0.1, 6);
  });
});

describe('what the discriminators minimise', () => {
  const fakes = { x: image(0.4), y: image(-0.5) };
  it.each([
    ['discriminatorX', 0.64, 'real D_X(0.1) = 0.2, fake D_X(0.4) = 0.8: half of 0.8^2 + 0.8^2'],
    ['discriminatorY', 1.13, 'real D_Y(0.3) = 0.9, fake D_Y(-0.5) = -1.5: half of 0.1^2 + 1.5^2'],
  ])('cyclegan: %s is %f', (name, expected) => {
    const { losses } = discriminators!.play(stubs, batch, { options, fakes });
    expect(losses[name]!.dataSync()[0]).toBeCloseTo(expected, 5);
  });
});

describe('options', () => {
  it.each([
    [16, 24],
    [127, 128],
    [254, 256],
  ])('cyclegan: %i pixels are refused, %i advised', (size, nearest) => {
    expect(() => cyclegan.complete({ size })).toThrow(expect.objectContaining({ reason: 'unsuitable-size' }));
    expect(() => cyclegan.complete({ size })).toThrow(`found ${size}. Try ${nearest}.`);
  });

  it('cyclegan: pictures from 256 pixels on get nine blocks, smaller ones six', () => {
    expect(cyclegan.complete({}).blocks).toBe(9);
    expect(cyclegan.complete({ size: 252 }).blocks).toBe(6);
    expect(cyclegan.complete({ size: 128, blocks: 2 }).blocks).toBe(2);
  });

  it('cyclegan: generators move first, discriminators after them', () => {
    expect(cyclegan.players.map(({ name, trains }) => [name, trains])).toEqual([
      ['generators', ['G', 'F']],
      ['discriminators', ['D_X', 'D_Y']],
    ]);
  });
});
