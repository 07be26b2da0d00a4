import { expect, test } from 'vitest';
import { createOneTimeLinks, oneTimePath } from './one-time-link.ts';

test('one-time link: another path, an older link and a late one lead nowhere', () => {
  const clock = { ms: 0 };
  const links = createOneTimeLinks(() => clock.ms);
  expect(links.take('/open/' + 'a'.repeat(43))).toBe(false);
  const older = links.make();
  const newer = links.make();
  expect([links.take(older), links.take(`${newer}x`)]).toEqual([false, false]);
  clock.ms = 60_001;
  expect(links.take(newer)).toBe(false);
});

test('one-time link: it works once', () => {
  const links = createOneTimeLinks();
  const path = links.make();
  expect([oneTimePath.test(path), links.take(path), links.take(path)]).toEqual([true, true, false]);
});
