import { expect, test } from 'vitest';
import { measurementKey, stepCost, type StepCost } from './training-cost.ts';
import { candidateOptions, choosePlans } from './training-plans.ts';

const costing = (secondsPerStep: number, memoryBytes = 1e9): StepCost => ({
  secondsPerStep,
  memoryBytes,
  isMeasured: true,
});
const question = { effort: { multiplyAdds: 20e9, activations: 1e6 }, threads: 2 };

test('training cost: a step that was measured costs what it took', () => {
  const measured = [{ key: 'this', secondsPerStep: 0.5, memoryBytes: 7, multiplyAdds: 1 }];
  const cost = stepCost({ ...question, key: 'this', measured });
  expect(cost).toEqual({ secondsPerStep: 0.5, memoryBytes: 7, isMeasured: true });
});

test('training cost: another size is estimated from the nearest one', () => {
  // 16 times the work of the second: 16^0.9 = 12.13 times the 0.1 s; the first is 1000 times as far
  const measured = [
    { key: 'far', secondsPerStep: 9, memoryBytes: 1, multiplyAdds: 20e6 },
    { key: 'near', secondsPerStep: 0.1, memoryBytes: 1, multiplyAdds: 20e9 / 16 },
  ];
  const cost = stepCost({ ...question, key: 'this', measured });
  expect(cost.secondsPerStep).toBeCloseTo(0.1 * 16 ** 0.9, 6);
  expect(cost.isMeasured).toBe(false);
});

test('training cost: without any measurement it follows from the threads', () => {
  // 20 billion at 2 x 30 billion in a second; 470 MiB and 23 bytes for each of a million numbers
  const cost = stepCost({ ...question, key: 'this', measured: [] });
  expect(cost.secondsPerStep).toBeCloseTo(1 / 3, 6);
  expect(cost.memoryBytes).toBe(470 * 2 ** 20 + 23e6);
});

test('training cost: what a step does not depend on is not in its key', () => {
  const key = (options: object) => measurementKey('cyclegan', { crop: 64, filters: 8, ...options }, 'cpu');
  expect(key({ steps: 1, seed: 2 })).toBe(key({ steps: 9 }));
  expect(key({ blocks: 3 })).not.toBe(key({ blocks: 4 }));
});

test('training plans: sizes larger than the pictures are no candidates', () => {
  expect(candidateOptions(100).map(({ size }) => size)).toEqual([96, 64, 64, 32]);
  expect(candidateOptions(10).map(({ size }) => size)).toEqual([32]);
});

test('training plans: each takes the best size that gets enough steps in its time', () => {
  const plans = choosePlans(
    [
      { options: 'large', cost: costing(3.5) }, // 108,000 s / 3.5 s = 30,857 steps
      { options: 'middle', cost: costing(0.7) }, // 25,200 s / 0.7 s = 36,000 steps
      { options: 'small', cost: costing(0.2) }, // 900 s / 0.2 s = 4,500 steps
    ],
    8e9,
  );
  expect(plans.map(({ options, steps }) => [options, steps])).toEqual([
    ['small', 4500],
    ['middle', 36_000],
    ['large', 30_000],
  ]);
});

test('training plans: a size that does not fit into the memory is not chosen', () => {
  const plans = choosePlans(
    [
      { options: 'large', cost: costing(0.1, 9e9) },
      { options: 'small', cost: costing(0.1) },
    ],
    8e9,
  );
  expect(plans.map(({ options }) => options)).toEqual(['small', 'small', 'small']);
});
