import { expect, test } from 'vitest';
import type { DatasetFacet } from '../../../core/contract/datasets-contract.ts';
import { binsOf, moveAmong } from './facet-bins.ts';

const facet = (name: DatasetFacet['name'], counts: readonly (readonly [number, number])[]): DatasetFacet => ({
  name,
  bins: counts.map(([a, b], place) => ({
    ...{ filter: `${name}:${place}` as const, label: `range ${place}`, tick: String(place) },
    ...{ isSmall: place === 0, a, b },
  })),
});
const ticks = (one: DatasetFacet) => binsOf(one, 'a').map(({ tick }) => tick);

test('facet bins: a side without a picture shows nothing, and no division by zero', () => {
  expect(binsOf(facet('short-side', [[0, 0]]), 'a')).toEqual([]);
  expect(binsOf(facet('shape', [[0, 0]]), 'a')[0]!.fraction).toBe(0);
});

test('facet bins: sizes run from the first to the last that either side has', () => {
  const counts = [[0, 0], [2, 0], [0, 0], [0, 3], [0, 0]] as const; // prettier-ignore
  expect(ticks(facet('short-side', counts))).toEqual(['1', '2', '3']);
  expect(ticks(facet('colour', counts))).toEqual(['1', '3']);
  expect(ticks(facet('shape', counts))).toHaveLength(5);
});

test('facet bins: a bin says its range, its count and that it is too small', () => {
  const [small, large] = binsOf(facet('short-side', [[1, 0], [4, 0]]), 'a'); // prettier-ignore
  expect(small).toMatchObject({
    name: 'range 0, smaller than the training size: 1 picture',
    fraction: 0.25,
  });
  expect(large!.name).toBe('range 1: 4 pictures');
});

test('facet bins: keys move past empty bins and stop at the ends', () => {
  const bins = binsOf(facet('short-side', [[1, 0], [0, 1], [1, 0], [0, 1]]), 'a'); // prettier-ignore
  const moves = (['ArrowRight', 'ArrowLeft', 'End', 'Home', 'x'] as const).map((key) =>
    moveAmong(bins, 0, key),
  );
  expect(moves).toEqual([2, 0, 2, 0, undefined]);
  expect(moveAmong(bins, 2, 'ArrowRight')).toBe(2);
});
