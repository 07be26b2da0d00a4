import { expect, test } from 'vitest';
import { EtaEstimate } from './eta-estimate.ts';

/** What is said after some progress at whole seconds from 0. */
function after(fractions: readonly number[], extraMs = 0) {
  const estimate = new EtaEstimate();
  fractions.forEach((fraction, second) => estimate.add(fraction, second * 1000));
  return estimate.range((fractions.length - 1) * 1000 + extraMs);
}

test('time left: nothing is said before anything is known', () => {
  expect(after([])).toBeNull();
  expect(after([0, 0.1])).toBeNull();
  expect(after([0, 0, 0, 0])).toBeNull();
});

test('time left: an even pace lies in the range', () => {
  const range = after([0, 0.1, 0.2, 0.3]);
  expect(range!.low).toBeLessThanOrEqual(7);
  expect(range!.high).toBeGreaterThanOrEqual(7);
});

test('time left: the range narrows towards the end', () => {
  const width = (range: ReturnType<typeof after>) => range!.high - range!.low;
  const even = (count: number) => Array.from({ length: count }, (_, second) => second / 100);
  expect(width(after(even(95)))).toBeLessThan(width(after(even(20))));
});

test('time left: work that got slower reaches from the old pace to the new one', () => {
  const slower = [
    ...Array.from({ length: 51 }, (_, i) => i / 100),
    ...Array.from({ length: 60 }, (_, i) => 0.5 + i / 1000),
  ];
  const range = after(slower);
  expect(range!.low).toBeLessThan(100);
  expect(range!.high).toBeGreaterThan(400);
});

test('time left: it falls while nothing is reported', () => {
  const range = after([0, 0.1, 0.2, 0.3], 2000);
  expect(range!.high).toBeLessThan(after([0, 0.1, 0.2, 0.3])!.high);
});

test('time left: work that begins anew is measured anew', () => {
  expect(after([0, 0.3, 0.6, 0.1])).toBeNull();
});
