import { expect, test } from 'vitest';
import { replaceSection } from './page-section.ts';

const page = '# Title\n\n<!-- bench:start -->\n\nold\n\n<!-- bench:end -->\n\nProse.\n';

test.each([
  ['no markers', '# Title\n'],
  ['the end before the start', '<!-- bench:end -->\n<!-- bench:start -->\n'],
  ['two starts', `<!-- bench:start -->\n${page}`],
])('page section: a page with %s is refused', (_, wrong) => {
  expect(replaceSection(wrong, 'new')).toBeUndefined();
});

test('page section: only what stands between the markers changes', () => {
  expect(replaceSection(page, 'new $& table')).toBe(page.replace('old', () => 'new $& table'));
});
