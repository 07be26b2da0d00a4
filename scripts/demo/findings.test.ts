import { expect, test } from 'vitest';
import type { RgbImage } from '../../core/image/photo.ts';
import { closeness } from './closeness.ts';
import { findingOf, findingsTable, isCloser } from './findings.ts';
import { freeRunName } from './training-request.ts';

const flat = (value: number): RgbImage => ({
  rgb: new Uint8Array(12 * 12 * 3).fill(value),
  widthPixels: 12,
  heightPixels: 12,
});

test('closeness: a picture without its truth is refused', () => {
  expect(() => closeness([flat(1), flat(2)], [flat(1)])).toThrow(/found 2 and 1/);
});

test('closeness: the measures are means over the pictures', () => {
  // offsets of 10 and 100: 28.1308 dB and 8.1308 dB
  expect(closeness([flat(10), flat(100)], [flat(0), flat(0)]).decibels).toBeCloseTo(18.1308, 3);
});

test('findings: better by one measure only is not closer', () => {
  const untouched = { decibels: 8, similarity: 0.5 };
  expect(isCloser({ name: '', untouched, translated: { decibels: 9, similarity: 0.4 } })).toBe(false);
});

test('findings: better by both measures is closer', () => {
  const finding = findingOf({ name: '', inputs: [flat(200)], translated: [flat(60)], truths: [flat(50)] });
  expect(isCloser(finding)).toBe(true);
});

test('findings: the table has a row for each direction', () => {
  const measured = { decibels: 8.456, similarity: 0.4567 };
  const table = findingsTable([{ name: 'day to dusk', translated: measured, untouched: measured }]);
  expect(table).toMatch(/day to dusk +8\.46 dB +8\.46 dB +0\.457 +0\.457/);
});

test('demo: a name that earlier runs have is numbered', () => {
  expect(freeRunName(['demo', 'demo-2', 'other'])).toBe('demo-3');
});
