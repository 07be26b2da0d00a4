import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { shortPath } from './short-path.ts';

const home = join(sep, 'home', 'ada');

test.each([join(sep, 'home', 'adam', 'x'), join(sep, 'media', 'disk'), home, sep])(
  'short path: %s is not in the folder of its person and stays',
  (path) => expect(shortPath(path, home)).toBe(path),
);

test('short path: without a folder of its person a path stays', () => {
  expect(shortPath(join(sep, 'x'), '')).toBe(join(sep, 'x'));
});

test('short path: what lies in the folder of its person begins with ~', () => {
  expect(shortPath(join(home, 'Pictures', '..a'), home)).toBe(join('~', 'Pictures', '..a'));
});
