import { expect, it } from 'vitest';
import type { CoreError } from '../contract/core-error.ts';
import { assertSuitableSize } from './image-size.ts';

const rule = { multipleOf: 4, atLeast: 24 };

function refusal(side: number): CoreError | undefined {
  try {
    assertSuitableSize(side, rule);
    return undefined;
  } catch (error) {
    return error as CoreError;
  }
}

it.each([
  [0, 24],
  [20, 24],
  [23, 24],
  [101, 100],
  [103, 104],
])('image size: %i is refused and %i is advised', (side, nearest) => {
  const error = refusal(side);
  expect(error?.reason).toBe('unsuitable-size');
  expect(error?.message).toBe(
    `The networks need a multiple of 4 pixels, at least 24; found ${side}. Try ${nearest}.`,
  );
});

it.each([24, 28, 128, 256])('image size: %i is taken', (side) => {
  expect(refusal(side)).toBeUndefined();
});
