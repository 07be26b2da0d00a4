import { expect, test } from 'vitest';
import { appendLosses, csvOfLosses, thinLosses, type LossSeries } from './loss-series.ts';

const two: LossSeries = { steps: [10, 20], values: { cycle: [3, 2] } };

test('loss series: nothing new changes nothing', () => expect(appendLosses(two, [], 100)).toBe(two));
test('loss series: a training that went back replaces what came after', () =>
  expect(appendLosses(two, [{ step: 20, losses: { cycle: 5 } }], 100)).toEqual({
    steps: [10, 20],
    values: { cycle: [3, 5] },
  }));
test('loss series: a curve that comes later has no values before', () =>
  expect(appendLosses(two, [{ step: 30, losses: { identity: 1 } }], 100).values).toEqual({
    cycle: [3, 2, null],
    identity: [null, null, 1],
  }));
test('loss series: S-72 a million steps one after the other stay within the bound', () => {
  let series: LossSeries = { steps: [], values: {} };
  for (let i = 0; i < 1000; i++) {
    const points = Array.from({ length: 1000 }, (_, j) => ({ step: i * 1000 + j, losses: { cycle: 1 } }));
    series = appendLosses(series, points, 4000);
  }
  expect(series.steps.length).toBeLessThanOrEqual(4000);
  expect(series.steps.at(-1)).toBe(999_999);
});
test('loss series: thinning keeps the last step', () =>
  expect(thinLosses({ steps: [1, 2, 3, 4, 5], values: { a: [1, 2, 3, 4, 5] } }, 3)).toEqual({
    steps: [1, 3, 5], // every second, counted from the end
    values: { a: [1, 3, 5] },
  }));
test('loss series: few steps are not thinned', () => expect(thinLosses(two, 2)).toBe(two));
test('loss series: comma-separated values leave gaps empty', () =>
  expect(csvOfLosses({ steps: [1, 2], values: { a: [0.5, null] } })).toBe('step,a\n1,0.5\n2,\n'));
