import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { ssim } from './ssim.ts';

const flat = (value: number, width: number, height: number) => new Uint8Array(width * height * 3).fill(value);

function noisy(seed: number, width: number, height: number): Uint8Array {
  const random = createRandom(seed);
  return Uint8Array.from({ length: width * height * 3 }, () => random.integer(256));
}

test('ssim: a picture smaller than the window is refused with its size', () => {
  expect(() => ssim(flat(0, 10, 12), flat(0, 10, 12), 10, 12)).toThrow(/10 x 12/);
});

test('ssim: pictures of different sizes are refused', () => {
  expect(() => ssim(flat(0, 12, 12), flat(0, 12, 11), 12, 12)).toThrow(RangeError);
});

test('ssim: identical pictures score 1', () => {
  const picture = noisy(1, 17, 13);
  expect(ssim(picture, picture, 17, 13)).toBeCloseTo(1, 12);
});

test('ssim: the order of the two pictures does not matter', () => {
  const [a, b] = [noisy(1, 17, 13), noisy(2, 17, 13)];
  expect(ssim(a, b, 17, 13)).toBe(ssim(b, a, 17, 13));
});

test('ssim: two flat pictures differ in brightness alone', () => {
  // no variance: (2 * 100 * 110 + 6.5025) / (100² + 110² + 6.5025) = 22006.5025 / 22106.5025
  expect(ssim(flat(100, 16, 16), flat(110, 16, 16), 16, 16)).toBeCloseTo(0.9954764, 6);
});

test('ssim: one window by hand, a dot against nothing', () => {
  // weight of the middle: (1 / (1 + 2 (.800737 + .411112 + .135335 + .028566 + .003866)))² = .266012² = .0707622
  // mean 7.07622, variance .0707622 * 100² - 7.07622² = 657.549
  // 6.5025 * 58.5225 / ((7.07622² + 6.5025) (657.549 + 58.5225)) = 380.5426 / 40512.1
  const dot = flat(0, 11, 11);
  dot.fill(100, (5 * 11 + 5) * 3, (5 * 11 + 5) * 3 + 3);
  expect(ssim(dot, flat(0, 11, 11), 11, 11)).toBeCloseTo(0.0093933, 6);
});

test('ssim: a negative scores below zero', () => {
  const picture = noisy(3, 20, 20);
  const negative = picture.map((value) => 255 - value);
  expect(ssim(picture, negative, 20, 20)).toBeLessThan(0);
});

test('ssim: a wide and a tall picture of the same content score alike', () => {
  const [a, b] = [noisy(4, 30, 12), noisy(5, 30, 12)];
  const turned = (rgb: Uint8Array) => {
    const result = new Uint8Array(rgb.length);
    for (let i = 0; i < 30 * 12; i++) {
      const [row, column] = [Math.floor(i / 30), i % 30];
      result.set(rgb.subarray(i * 3, i * 3 + 3), (column * 12 + row) * 3);
    }
    return result;
  };
  expect(ssim(turned(a), turned(b), 12, 30)).toBeCloseTo(ssim(a, b, 30, 12), 12);
});

test('ssim: each colour channel counts a third', () => {
  const red = flat(0, 11, 11).map((_, i) => (i % 3 === 0 ? 255 : 0));
  // red: 6.5025 / (255² + 6.5025) = .0001; green and blue: 1
  expect(ssim(red, flat(0, 11, 11), 11, 11)).toBeCloseTo((2 + 6.5025 / 65031.5025) / 3, 9);
});
