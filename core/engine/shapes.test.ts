import { expect, test } from 'vitest';
import { broadcastShape, normalizeAxes, sizeOf } from './shapes.ts';

test('shapes: those that cannot be broadcast are named', () => {
  expect(() => broadcastShape([2, 3], [4])).toThrow('Shapes [2,3] and [4] cannot be broadcast.');
});

test('shapes: broadcasting takes the larger size of each axis, counted from the last', () => {
  expect(broadcastShape([], [2, 3])).toEqual([2, 3]);
  expect(broadcastShape([2, 1, 3], [4, 1])).toEqual([2, 4, 3]);
  expect(broadcastShape([0], [1])).toEqual([0]);
});

test('shapes: axes from the end become axes from the front, and none given means all', () => {
  expect(normalizeAxes(-1, 4)).toEqual([3]);
  expect(normalizeAxes([0, -2], 3)).toEqual([0, 1]);
  expect(normalizeAxes(null, 2)).toEqual([0, 1]);
  expect(normalizeAxes(undefined, 0)).toEqual([]);
});

test('shapes: a scalar has one element', () => {
  expect(sizeOf([])).toBe(1);
  expect(sizeOf([2, 0, 3])).toBe(0);
  expect(sizeOf([2, 3])).toBe(6);
});
