import { expect, test } from 'vitest';
import { relativeSpread } from './sample-spread.ts';

const plain = (value: number): Float32Array => new Float32Array(12).fill(value);

test('sample spread: one photo, or photos that are all alike, tell nothing', () => {
  expect(relativeSpread([plain(1)], [plain(1)])).toBeNull();
  expect(relativeSpread([plain(0.5), plain(0.51)], [plain(0), plain(1)])).toBeNull();
});

test('sample spread: the same picture of every photo has none', () => {
  expect(relativeSpread([plain(-1), plain(1)], [plain(0.3), plain(0.3)])).toBeCloseTo(0);
});

test('sample spread: half as far apart is a half', () => {
  // Photos: mean 0, deviation 1; translations: mean 0.5, deviation 0.5.
  expect(relativeSpread([plain(-1), plain(1)], [plain(0), plain(1)])).toBeCloseTo(0.5);
});
