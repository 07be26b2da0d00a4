import { expect, it } from 'vitest';
import { isMilestone, RunningMedian } from './pace.ts';

const milestones = (steps: number): number[] =>
  Array.from({ length: steps }, (_, i) => i + 1).filter((step) => isMilestone(step, steps));

it.each([
  [1, [1]],
  [7, [2, 4, 6, 7]],
  [100, [25, 50, 75, 100]],
])('pace: the milestones of %i steps are the quarters and the end', (steps, expected) => {
  expect(milestones(steps)).toEqual(expected);
});

it('running median: it is not a number before the first value', () => {
  expect(new RunningMedian(3).value).toBeNaN();
});

it('running median: it is that of the last values only', () => {
  const median = new RunningMedian(3);
  const seen = [9, 1, 2, 4, 100].map((value) => {
    median.add(value);
    return median.value;
  });
  expect(seen).toEqual([9, 5, 2, 2, 4]);
});
