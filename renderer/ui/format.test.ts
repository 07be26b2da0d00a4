import { describe, expect, test } from 'vitest';
import {
  formatAmount,
  formatBytes,
  formatDuration,
  formatLeft,
  formatPercent,
  formatRate,
} from './format.ts';

describe('format', () => {
  test.each([
    [Number.NaN, 'unknown'],
    [Number.POSITIVE_INFINITY, 'unknown'],
    [0, 'less than a second'],
    [42.4, '42 s'],
    [59.6, '1 min'],
    [3599, '1 h'], // rounds to 60 min
    [7800, '2 h 10 min'],
    [36_000, '10 h'],
    [100_000, '28 h'], // 27.8 h
    [273_600, '3 days 4 h'], // 3 * 86400 + 4 * 3600
  ])('format: a duration of %d s is "%s"', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test.each([
    [0, '0 bytes'],
    [812, '812 bytes'],
    [4_230_000, '4.2 MB'],
    [31_000_000_000, '31 GB'],
    [5e15, '5,000 TB'],
  ])('format: a size of %d bytes is "%s"', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test('format: what is left names a unit once', () => expect(formatLeft(180, 300)).toBe('3 to 5 min left'));
  test('format: what is left names both units where they differ', () =>
    expect(formatLeft(50, 120)).toBe('50 s to 2 min left'));
  test('format: what is left is one figure where both ends read alike', () =>
    expect(formatLeft(7800, 7805)).toBe('2 h 10 min left'));
  test('format: one of a thing has no plural', () => expect(formatAmount(1, 'photo')).toBe('1 photo'));
  test('format: many of a thing are grouped by thousands', () =>
    expect(formatAmount(1340, 'copy', 'copies')).toBe('1,340 copies'));
  test('format: a rate keeps the digits that count', () =>
    expect([31.24, 1.34, 0.417].map(formatRate)).toEqual(['31', '1.3', '0.42']));
  test('format: a fraction is in percent', () => expect(formatPercent(0.125)).toBe('13 %'));
});
