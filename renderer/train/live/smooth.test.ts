import { expect, test } from 'vitest';
import { indexAt, placeOf, rangeOf, smooth, tickOf } from './smooth.ts';

test('smoothing: gaps stay gaps', () => expect(smooth([1, null, 1], 0.5)).toEqual([1, null, 1]));
test('smoothing: none leaves the curve as it is', () => expect(smooth([3, 1], 0)).toEqual([3, 1]));
test('smoothing: a level curve stays level from its first value on', () =>
  smooth([2, 2, 2], 0.9).forEach((value) => expect(value).toBeCloseTo(2)));
test('smoothing: half of the weight is on what came before', () =>
  // averages 0.5 * 4 = 2 and 0.5 * 2 + 0.5 * 1 = 1.5, divided by 1 - 0.5 and 1 - 0.25
  expect(smooth([4, 1], 0.5)).toEqual([4, 2]));

test('range: nothing has none', () => expect(rangeOf([[null]], { isClipped: true })).toBeUndefined());
test('range: outliers are left out when clipped', () => {
  const values = [...Array.from({ length: 198 }, () => 1), -1e9, 1e9]; // 200: two hundredths are two values
  expect(rangeOf([values], { isClipped: true })).toEqual([1, 1]);
});
test('range: outliers count otherwise', () =>
  expect(
    rangeOf(
      [
        [1, 900],
        [null, -3],
      ],
      { isClipped: false },
    ),
  ).toEqual([-3, 900]));

test.each([
  [800, '800'],
  [12_500, '12.5k'],
  [1_500_000, '1.5M'],
])('ticks: step %d is %s', (step, text) => expect(tickOf(step)).toBe(text));

test('steps: there is no index in none', () => expect(indexAt([], 5)).toBe(-1));
test('steps: before the first is the first', () => expect(indexAt([10, 20], 5)).toBe(0));
test('steps: between two is the earlier', () => expect(indexAt([10, 20], 19)).toBe(0));
test('steps: beyond the last is the last', () => expect(indexAt([10, 20], 99)).toBe(1));

test('places: one step is at the start', () => expect(placeOf([10], 10)).toBe(0));
test('places: half-way between the first two of three is a quarter', () =>
  expect(placeOf([0, 10, 100], 5)).toBe(0.25));
test('places: beyond the last is the end', () => expect(placeOf([0, 10], 99)).toBe(1));
