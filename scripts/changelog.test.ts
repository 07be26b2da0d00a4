import { expect, test } from 'vitest';
import { complaintsAbout } from './changelog.ts';

const page = (...lines: string[]) => ['# Changes', '', ...lines].join('\n');

test('changelog: an entry without an effect is refused', () => {
  expect(complaintsAbout(page('## Unreleased', '- Faster'))).toHaveLength(1);
});

test('changelog: a page without an Unreleased section on top is refused', () => {
  expect(complaintsAbout(page('## 1.0.0 (2030-01-31)', '- A → B'))).toHaveLength(1);
});

test('changelog: a heading that is neither Unreleased nor a dated version is refused', () => {
  expect(complaintsAbout(page('## Unreleased', '## Old stuff'))).toHaveLength(1);
});

test('changelog: an entry may go on over indented lines', () => {
  expect(complaintsAbout(page('## Unreleased', '- A cause', '  → an effect'))).toEqual([]);
});
