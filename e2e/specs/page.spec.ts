import { expect } from 'playwright/test';
import { test } from '../fixtures/app.ts';

test('page: S-02 nothing of Node is in it', async ({ openApp }) => {
  const { page } = await openApp();
  const names = ['require', 'process', 'module', 'Buffer', 'global'];
  const kinds = await page.evaluate(
    (asked) => asked.map((name) => typeof (globalThis as Record<string, unknown>)[name]),
    names,
  );
  expect(kinds).toEqual(names.map(() => 'undefined'));
});
