import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeOf } from '../shapes.ts';
import {
  axesOf,
  axisIn,
  keepsOrder,
  permutationBetween,
  relayout,
  toLayout,
  transposed,
  type Layout,
} from './layout.ts';

const layout = fc.constantFrom<Layout>('plain', 'nchw', 'oihw', 'ohwi');
const shape = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 4 });

function counted(shape: readonly number[]): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, (_, i) => i);
}

test('layout: the way to a layout and back gives the same values', () => {
  const property = fc.property(shape, layout, layout, (sizes, from, to) => {
    const values = counted(sizes);
    expect(relayout(relayout(values, sizes, from, to), sizes, to, from)).toEqual(values);
  });
  fc.assert(property, { seed: 50, numRuns: 200 });
});

test('layout: the way over a third layout leads to the same place', () => {
  const property = fc.property(shape, layout, layout, layout, (sizes, from, over, to) => {
    const values = counted(sizes);
    const direct = relayout(values, sizes, from, to);
    expect(relayout(relayout(values, sizes, from, over), sizes, over, to)).toEqual(direct);
  });
  fc.assert(property, { seed: 51, numRuns: 100 });
});

test('layout: tensors of other ranks lie as they are', () => {
  expect(toLayout([2, 3, 4], 'nchw')).toEqual([2, 3, 4]);
  expect(axesOf('oihw', 2)).toEqual([0, 1]);
  expect(relayout(Float32Array.of(1, 2, 3), [3, 1], 'plain', 'nchw')).toEqual(Float32Array.of(1, 2, 3));
});

test('layout: values that stay where they are are copied all the same', () => {
  const values = Float32Array.of(1, 2);
  const copy = relayout(values, [1, 1, 1, 2], 'plain', 'plain');
  values[0] = 9;
  expect(copy).toEqual(Float32Array.of(1, 2));
});

test('layout: an image of two pixels and three channels lies one channel after the other', () => {
  const [red, green, blue] = [1, 10, 100];
  const pixels = Float32Array.of(red, green, blue, red + 1, green + 1, blue + 1);
  const expected = Float32Array.of(red, red + 1, green, green + 1, blue, blue + 1);
  expect(relayout(pixels, [1, 1, 2, 3], 'plain', 'nchw')).toEqual(expected);
  expect(toLayout([1, 1, 2, 3], 'nchw')).toEqual([1, 3, 1, 2]);
});

test('layout: each axis is found where it lies', () => {
  const property = fc.property(shape, layout, fc.nat(3), (sizes, to, axis) => {
    expect(toLayout(sizes, to)[axisIn(to, axis, 4)]).toBe(sizes[axis]);
  });
  fc.assert(property, { seed: 52, numRuns: 100 });
});

test('layout: order is kept exactly where moving the axes moves no value', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 });
  const property = fc.property(sizes, layout, layout, (dims, from, to) => {
    const permutation = permutationBetween(from, to);
    const values = counted(dims);
    const stays = transposed(values, dims, permutation).every((value, i) => value === values[i]);
    expect(keepsOrder(dims, permutation)).toBe(stays);
  });
  fc.assert(property, { seed: 53, numRuns: 300 });
});
