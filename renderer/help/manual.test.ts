import { expect, test } from 'vitest';
import { manualPages, searchManual } from './manual.ts';
import { topicOf } from './topics.ts';
import type { HelpTopic } from '../state/frame.svelte.ts';

const isThere = ({ page: id, section }: HelpTopic): boolean =>
  manualPages.some(
    (page) => page.id === id && (section === undefined || page.sections.some((one) => one.id === section)),
  );

test('manual: a search for what it does not have finds nothing', () => {
  expect([searchManual('  ', manualPages), searchManual('zebra crossing', manualPages)]).toEqual([[], []]);
});

test('manual: a search finds the section, one with the words in its title first', () => {
  const titles = searchManual('trash', manualPages).map(({ section }) => section.title);
  expect(titles[0]).toBe('The trash');
  expect(titles.length).toBeGreaterThan(2);
});

test.each([
  { name: 'library' } as const,
  { name: 'translate', photoIds: [] } as const,
  ...['data', 'plan', 'live', 'results', undefined].map((tab) => ({ name: 'train', tab }) as const),
  { name: 'models' } as const,
  ...['general', 'library', 'engines', 'privacy', 'shortcuts', 'advanced', 'about', undefined].map(
    (page) => ({ name: 'settings', page }) as const,
  ),
])('manual: there is a page for %j', (screen) => {
  expect(isThere(topicOf(screen))).toBe(true);
});

test('manual: every link leads to a page and section that is there', () => {
  const links = manualPages
    .flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks))
    .flatMap((block) => (block.kind === 'paragraph' ? block.words : block.items.flat()))
    .flatMap((word) =>
      word.kind === 'link' ? [{ page: word.page, section: word.section ?? undefined }] : [],
    );
  expect(links.length).toBeGreaterThan(2);
  expect(links.filter((link) => !isThere(link))).toEqual([]);
});

test('manual: no mark of the text format is left in what is shown', () => {
  const texts = manualPages
    .flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks))
    .flatMap((block) => (block.kind === 'paragraph' ? block.words : block.items.flat()))
    .filter(({ kind }) => kind !== 'code')
    .map(({ text }) => text);
  expect(texts.filter((text) => /\*\*|`|\]\(|^#|!\[/.test(text))).toEqual([]);
});
