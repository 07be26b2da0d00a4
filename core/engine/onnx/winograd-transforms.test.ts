import { expect, test } from 'vitest';
import { inputTransform, outputTransform, transformedFilters } from './winograd-transforms.ts';

/** One output pixel of a tile by the three transforms, in double precision. */
function winogradPixel(tile: readonly number[], filter: Float32Array, pixel: number): number {
  const [forward, backward, filters] = [inputTransform(), outputTransform(), transformedFilters(filter)];
  let sum = 0;
  for (let place = 0; place < 36; place++) {
    const transformed = tile.reduce((total, value, i) => total + forward[36 * place + i]! * value, 0);
    sum += backward[36 * pixel + place]! * transformed * filters[place]!;
  }
  return sum;
}

test('winograd: a single lit pixel under the middle tap comes out where it lies', () => {
  const tile = Array.from({ length: 36 }, (_, i) => (i === 7 ? 1 : 0)); // row 1, column 1 of the 6x6 tile
  const middle = Float32Array.from([0, 0, 0, 0, 1, 0, 0, 0, 0]);
  const pixels = Array.from({ length: 16 }, (_, pixel) => winogradPixel(tile, middle, pixel));
  pixels.forEach((value, pixel) => expect(value).toBeCloseTo(pixel === 0 ? 1 : 0, 6));
});

test('winograd: every pixel of a tile equals the sum over the nine taps', () => {
  const tile = Array.from({ length: 36 }, (_, i) => Math.sin(3 * i + 1));
  const filter = Float32Array.from({ length: 9 }, (_, i) => Math.cos(2 * i));
  for (let pixel = 0; pixel < 16; pixel++) {
    const [row, column] = [Math.floor(pixel / 4), pixel % 4];
    const direct = filter.reduce(
      (sum, weight, tap) => sum + weight * tile[6 * (row + Math.floor(tap / 3)) + column + (tap % 3)]!,
      0,
    );
    expect(winogradPixel(tile, filter, pixel)).toBeCloseTo(direct, 5);
  }
});

test('winograd: a filter of ones is transformed as its rows say', () => {
  const places = transformedFilters(new Float32Array(9).fill(1));
  expect(places[0]).toBeCloseTo(1 / 16, 7); // (1/4 g00) with one tap only: G's first row is (1/4, 0, 0)
  expect(places[35]).toBeCloseTo(1, 7); // G's last row is (0, 0, 1)
  expect(places[7]).toBeCloseTo(1 / 4, 7); // (-1/6 - 1/6 - 1/6)^2
});
