import { describe, expect, test } from 'vitest';
import type { Result } from '../../core/contract/photos-contract.ts';
import type { StyleCard } from '../../core/contract/styles-contract.ts';
import {
  lookOf,
  matching,
  nearestFirst,
  neighbour,
  resultInLook,
  strengthStep,
  wayOf,
  whenText,
} from './looks.ts';

const oneWay: StyleCard = {
  id: 3,
  name: 'Zorn',
  method: 'cyclegan',
  origin: 'bundled',
  licence: 'CC0-1.0',
  notes: '',
  state: 'ready',
  domainA: 'paintings',
  domainB: 'photos',
  directions: [{ direction: 'b-to-a', translatorId: 9, label: 'photos to paintings', sizeBytes: 1 }],
  createdMs: 0,
  isTrashed: false,
};
const result = (id: number, strength: number): Result => ({
  id,
  photoId: 1,
  styleName: 'Zorn',
  styleId: 3,
  direction: 'b-to-a',
  strength,
  widthPixels: 10,
  heightPixels: 10,
  createdMs: 0,
  isCurrent: false,
  seconds: null,
});

describe('looks', () => {
  test('looks: a style without the wanted direction takes its own', () => {
    expect(lookOf(oneWay, 'a-to-b', 1)).toEqual({ styleId: 3, direction: 'b-to-a', strength: 1 });
  });

  test('looks: a style without any direction has no look', () => {
    expect(lookOf({ ...oneWay, directions: [] }, 'a-to-b', 1)).toBeNull();
  });

  test('looks: strength stays within 0 and 1 and does not drift', () => {
    expect(strengthStep(1, 1)).toBe(1);
    expect(strengthStep(0, -1)).toBe(0);
    expect(strengthStep(strengthStep(0.3, 1), -1)).toBe(0.3);
  });

  test('looks: the newest result in the same look is found, another strength is not', () => {
    const history = [result(1, 1), result(2, 1), result(3, 0.5)];
    expect(resultInLook(history, { styleId: 3, direction: 'b-to-a', strength: 1 })?.id).toBe(2);
    expect(resultInLook(history, { styleId: 3, direction: 'b-to-a', strength: 0.8 })).toBeUndefined();
  });

  test('looks: the way is named by its domains', () => {
    expect(wayOf(oneWay, 'b-to-a')).toEqual(['photos', 'paintings']);
  });

  test('looks: search needs every word', () => {
    expect(matching([oneWay], 'zorn PAINT')).toHaveLength(1);
    expect(matching([oneWay], 'zorn winter')).toHaveLength(0);
  });

  test('looks: a list ends at its ends', () => {
    expect(neighbour(['a', 'b'], 'b', 1)).toBe('b');
    expect(neighbour(['a', 'b'], undefined, 1)).toBe('a');
    expect(neighbour([], undefined, 1)).toBeUndefined();
  });

  test('looks: the nearest card is filled first', () => {
    expect(nearestFirst(5, 2)).toEqual([2, 1, 3, 0, 4]);
  });

  test('looks: what was made today tells the time, else the day as well', () => {
    const noon = new Date(2026, 10, 21, 12, 9).getTime();
    expect(whenText(noon, noon + 60_000)).toMatch(/^12:09/);
    expect(whenText(noon, noon + 86_400_000)).toContain('Nov 21, 2026');
  });
});
