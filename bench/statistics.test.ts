import { expect, test } from 'vitest';
import { median, spreadOf } from './statistics.ts';

test('spread: no values have none', () => {
  expect(spreadOf([])).toBeUndefined();
});

test('median: of an even number of values it is the mean of the two in the middle', () => {
  expect(median([10, 1, 4, 2])).toBe(3); // (2 + 4) / 2
});

test('spread: keeps smallest and largest beside the median', () => {
  expect(spreadOf([5, 1, 100])).toEqual({ median: 5, min: 1, max: 100, count: 3 });
});
