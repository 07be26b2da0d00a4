import { describe, expect, test } from 'vitest';
import { compareModes, dividerKey, nextMode } from './compare-modes.ts';

describe('compare modes', () => {
  test('compare modes: a key that moves no divider answers nothing', () => {
    expect(dividerKey('a', false, 0.5)).toBeNull();
  });

  test('compare modes: the divider never leaves the picture', () => {
    expect(dividerKey('ArrowLeft', true, 0.05)).toBe(0);
    expect(dividerKey('ArrowRight', false, 1)).toBe(1);
  });

  test('compare modes: arrows move by 1 %, with Shift by 10 %, Home and End to the ends', () => {
    expect(dividerKey('ArrowRight', false, 0.5)).toBe(0.51);
    expect(dividerKey('ArrowLeft', true, 0.5)).toBe(0.4);
    expect(dividerKey('Home', false, 0.5)).toBe(0);
    expect(dividerKey('End', false, 0.5)).toBe(1);
  });

  test('compare modes: going on comes back to the first', () => {
    let mode = compareModes[0]!.value;
    compareModes.forEach(() => (mode = nextMode(mode)));
    expect(mode).toBe('slider');
  });
});
