import { expect, it } from 'vitest';
import { averageDecay, linearDecay } from './schedule.ts';

const options = { learningRate: 2e-4, decayFrom: 4, steps: 8 };

it('schedule: the rate is constant up to the step where it begins to fall', () => {
  expect([0, 1, 2, 3].map((step) => linearDecay(step, options))).toEqual([2e-4, 2e-4, 2e-4, 2e-4]);
});

it('schedule: then it falls in a line that would reach zero after the last step', () => {
  // 4 steps in 5 parts: 4/5, 3/5, 2/5, 1/5
  const rates = [4, 5, 6, 7, 8].map((step) => linearDecay(step, options) / 2e-4);
  [0.8, 0.6, 0.4, 0.2, 0].forEach((expected, i) => expect(rates[i]).toBeCloseTo(expected, 12));
});

it('schedule: falling from the first step on is possible', () => {
  expect(linearDecay(0, { learningRate: 1, decayFrom: 0, steps: 3 })).toBeCloseTo(0.75, 12);
});

it('schedule: never falling is possible', () => {
  expect(linearDecay(7, { learningRate: 1, decayFrom: 8, steps: 8 })).toBe(1);
});

it('average decay: the first step keeps a tenth of the untrained weights', () => {
  expect(averageDecay(0, 0.999)).toBeCloseTo(1 / 10, 12); // (1 + 0) / (10 + 0)
});

it('average decay: grows to what was asked for and stays', () => {
  expect(averageDecay(89, 0.999)).toBeCloseTo(90 / 99, 12);
  expect(averageDecay(1_000_000, 0.999)).toBe(0.999);
});
