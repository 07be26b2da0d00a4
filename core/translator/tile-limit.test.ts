import { expect, test } from 'vitest';
import { leastTilePixels, tilePixelLimit } from './tile-limit.ts';

const gibibyte = 2 ** 30;
const paperGenerator = { bytesPerPixel: 512 }; // 64 channels of 4 bytes, twice

test('tile limit: with hardly any memory the least piece is tried', () => {
  expect(tilePixelLimit(paperGenerator, 1000)).toBe(leastTilePixels);
});

test('tile limit: half of the free memory may be taken', () => {
  // 1 GiB of 2 over 512 * 2.5 bytes
  expect(tilePixelLimit(paperGenerator, 2 * gibibyte)).toBe(838_860);
});

test('tile limit: however much is free, a run takes 2 GiB at most', () => {
  expect(tilePixelLimit(paperGenerator, 1000 * gibibyte)).toBe(1_677_721);
});
