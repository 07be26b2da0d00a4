import { expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import { plainError, revivedError } from './plain-error.ts';

test('plain error: one keeps reason, message and details across processes', () => {
  const error = new CoreError('disk-full', 'Full.', { neededBytes: 5, by: new Set() });
  const revived = revivedError(structuredClone(plainError(error)));
  expect(revived).toBeInstanceOf(CoreError);
  expect(revived).toMatchObject({ reason: 'disk-full', message: 'Full.', details: { neededBytes: 5 } });
});

test('plain error: an unforeseen error keeps its stack to be reported', () => {
  const revived = revivedError(structuredClone(plainError(new TypeError('x is undefined'))));
  expect(revived).not.toBeInstanceOf(CoreError);
  expect(revived.stack).toMatch(/^TypeError: x is undefined\n\s+at /);
});
