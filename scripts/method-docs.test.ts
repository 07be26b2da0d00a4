import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { methodDocs } from './method-docs.ts';

test('docs/methods.md: it says what the list of methods says', async () => {
  expect(readFileSync('docs/methods.md', 'utf8')).toBe(await methodDocs());
});
