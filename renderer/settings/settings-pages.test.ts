import { expect, test } from 'vitest';
import { searchSettings, settingsPages } from './settings-pages.ts';

test('settings: a word that is nowhere finds no page', () => expect(searchSettings('unicorn')).toEqual([]));
test('settings: every word must be found on a page', () =>
  expect(searchSettings('theme backup').map(({ id }) => id)).toEqual([]));
test('settings: a page is found by what is on it, whatever the case', () =>
  expect(searchSettings(' RESTORE ')).toEqual([
    { id: 'library', title: 'Library & backup', entries: ['Backups: back up now, restore'] },
  ]));
test('settings: no words find every page', () =>
  expect(searchSettings(' ')).toHaveLength(settingsPages.length));
