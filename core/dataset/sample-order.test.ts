import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseJudge } from './choose-judge.ts';
import { createSampleOrder } from './sample-order.ts';

const count = fc.integer({ min: 1, max: 40 });
const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const options = { numRuns: 100, seed: 1 };

describe('sample order', () => {
  test('no picture comes twice within an epoch, and none is missed', () => {
    fc.assert(
      fc.property(count, seed, fc.nat(5), (count, seed, epoch) => {
        const order = createSampleOrder(count, seed, 0);
        const drawn = Array.from({ length: count }, (_, i) => order.at(epoch * count + i));
        expect(drawn.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
      options,
    );
  });

  test('a position depends on the seed alone, not on what was asked before', () => {
    fc.assert(
      fc.property(count, seed, fc.nat(1000), (count, seed, position) => {
        const used = createSampleOrder(count, seed, 1);
        for (let i = 0; i < position % 97; i++) used.at(i * 3);
        expect(used.at(position)).toBe(createSampleOrder(count, seed, 1).at(position));
      }),
      options,
    );
  });

  test('skipping through an epoch meets every picture once', () => {
    const order = createSampleOrder(7, 5, 0);
    const met = Array.from({ length: 7 }, (_, skip) => order.at(10, skip));
    expect(new Set(met).size).toBe(7);
  });

  test('epochs, seeds and streams differ', () => {
    const drawn = (seed: number, stream: number, epoch: number) => {
      const order = createSampleOrder(20, seed, stream);
      return Array.from({ length: 20 }, (_, i) => order.at(epoch * 20 + i)).join();
    };
    expect(new Set([drawn(1, 0, 0), drawn(1, 0, 1), drawn(2, 0, 0), drawn(1, 1, 0)]).size).toBe(4);
  });
});

describe('judge photos', () => {
  const images = (count: number) => Array.from({ length: count }, (_, i) => ({ path: `${i}.png` }));

  test.each([
    [0, 0],
    [7, 0],
    [8, 1],
    [39, 1], // 5 % of 39 is 1.95
    [40, 2],
    [79, 3],
    [80, 4],
    [5000, 4],
  ])('of %i pictures, %i are held out', (count, expected) => {
    expect(new Set(chooseJudge(images(count), { seed: 1, side: 'a' })).size).toBe(expected);
  });

  test('the two sides are drawn apart', () => {
    const judge = (side: 'a' | 'b') => chooseJudge(images(1000), { seed: 1, side });
    expect(judge('a')).not.toEqual(judge('b'));
  });
});
