import { describe, expect, test } from 'vitest';
import { estimateDetail, estimateLine, estimateProblem, previewTime, rangeText } from './estimate-line.ts';

const estimate = {
  seconds: { low: 1080, high: 1500 },
  megapixels: 2568,
  diskBytes: 1_100_000_000,
  memoryBytes: 640_000_000,
  freeBytes: 2_000_000_000,
  isMeasured: true,
};

describe('estimate', () => {
  test('estimate: too little space is said before the work', () => {
    expect(estimateProblem({ ...estimate, freeBytes: 1_000_000 })).toContain('only 1 MB is free');
  });

  test('estimate: what was not measured is not called measured', () => {
    expect(estimateDetail({ ...estimate, isMeasured: false })).toMatch(/^Estimated/);
  });

  test('estimate: one line tells photos, time and space', () => {
    expect(estimateLine(214, estimate)).toBe('214 photos · about 18–25 min · 1.1 GB');
  });

  test('estimate: less than a second is no end of a range', () => {
    expect(estimateLine(1, { ...estimate, seconds: { low: 0.4, high: 8 } })).toContain(' · up to 8 s · ');
    expect(estimateLine(1, { ...estimate, seconds: { low: 0.4, high: 0.8 } })).toContain(
      'less than a second',
    );
  });

  test('estimate: nothing is said where there is space', () => {
    expect(estimateProblem(estimate)).toBeNull();
  });

  test('estimate: a range names its unit once where it can', () => {
    expect(rangeText({ low: 40, high: 120 })).toBe('40 s – 2 min');
    expect(rangeText({ low: 3600 * 2.5, high: 3600 * 3 })).toBe('2 h 30 min – 3 h');
    expect(rangeText({ low: 3, high: 3.2 })).toBe('3 s');
    expect(rangeText({ low: 3, high: 5 })).toBe('3–5 s');
  });

  test('estimate: a preview never took no time', () => {
    expect([0, 0.84, 12.3].map(previewTime)).toEqual(['0.1 s', '0.8 s', '12 s']);
  });
});
