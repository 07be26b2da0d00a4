import { expect, test } from 'vitest';
import { countSpecs } from './end-to-end.ts';

const report = (stats: object, errors: readonly object[] = []) => JSON.stringify({ stats, errors });
const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 1 };

test('end-to-end: a report that is no JSON is refused', () => {
  expect(() => countSpecs('Error: no tests found')).toThrow();
});

test('end-to-end: an error outside the specs counts as failed', () => {
  expect(countSpecs(report(stats, [{ message: 'a fixture broke' }])).failed).toBe(1);
});

test('end-to-end: a spec that only passed when repeated counts as failed', () => {
  expect(countSpecs(report({ ...stats, flaky: 1 })).failed).toBe(1);
});

test('end-to-end: passed, failed and skipped are those of the report', () => {
  expect(countSpecs(report({ ...stats, unexpected: 2 }))).toEqual({ passed: 3, failed: 2, skipped: 1 });
});
