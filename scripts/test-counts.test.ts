import { expect, test } from 'vitest';
import { countTests } from './test-counts.ts';

const report = (numFailedTests: number, brokenFiles: number) => () =>
  JSON.stringify({
    ...{ numPassedTests: 5, numFailedTests, numPendingTests: 2 },
    testResults: Array.from({ length: brokenFiles }, () => ({ status: 'failed', assertionResults: [] })),
  });

test('test counts: a run that left no report counts as one failure', () => {
  const noReport = () => {
    throw new Error('ENOENT');
  };
  expect(countTests(null, noReport)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('test counts: a test file that cannot be loaded counts as one failure', () => {
  expect(countTests(1, report(0, 1))).toEqual({ passed: 5, failed: 1, skipped: 2 });
});

test('test counts: an exit status other than 0 counts as a failure even when no test failed', () => {
  expect(countTests(1, report(0, 0)).failed).toBe(1);
});

test('test counts: failed tests are counted once', () => {
  expect(countTests(1, report(3, 0))).toEqual({ passed: 5, failed: 3, skipped: 2 });
});
