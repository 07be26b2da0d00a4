import { expect, test } from 'vitest';
import { psnr } from './psnr.ts';

test('psnr: pictures of different sizes are refused', () => {
  expect(() => psnr(new Uint8Array(3), new Uint8Array(6))).toThrow(/3 and 6/);
});

test('psnr: nothing at all is refused', () => {
  expect(() => psnr(new Uint8Array(0), new Uint8Array(0))).toThrow(RangeError);
});

test('psnr: identical pictures are infinitely close', () => {
  expect(psnr(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 3))).toBe(Infinity);
});

test('psnr: a constant offset of 10 is 28.13 dB', () => {
  // MSE 100; 10 log10(65025 / 100) = 10 * 2.813080
  expect(psnr(Uint8Array.of(0, 100, 245), Uint8Array.of(10, 110, 255))).toBeCloseTo(28.1308, 4);
});

test('psnr: black against white is 0 dB', () => {
  expect(psnr(Uint8Array.of(0, 0, 0), Uint8Array.of(255, 255, 255))).toBeCloseTo(0, 10);
});

test('psnr: only the mean of the squares counts', () => {
  // (0 + 0 + 400) / 3; 10 log10(65025 * 3 / 400) = 10 * log10(487.6875) = 26.8814
  expect(psnr(Uint8Array.of(7, 7, 0), Uint8Array.of(7, 7, 20))).toBeCloseTo(26.8814, 3);
});
