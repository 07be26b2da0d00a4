import { expect, test } from 'vitest';
import { LongLists } from './long-lists.ts';
import { hashOf, screenOf, type Screen } from './screen.ts';

const items = new Map<string, string>();
const longLists = new LongLists({
  getItem: (key) => items.get(key) ?? null,
  setItem: (key, value) => void items.set(key, value),
  removeItem: (key) => void items.delete(key),
  key: (index) => [...items.keys()][index] ?? null,
  length: 0,
});

test('screen: an address that is no screen leads to the library', () =>
  expect(screenOf('#/attic/3', longLists)).toEqual({ name: 'library' }));
test('screen: a mangled address leads to its screen without the mangled part', () =>
  expect(screenOf('#/train/3/live/%E0%A4%A', longLists)).toEqual({ name: 'train', runId: 3, tab: 'live' }));
test('screen: a list of photos that is not kept any more leads to the screen without photos', () =>
  expect(screenOf('#/translate/list-gone', longLists)).toEqual({ name: 'translate', photoIds: [] }));
test('screen: 12,000 photos stay 12,000, under an address that a browser takes', () => {
  const screen = {
    name: 'translate',
    photoIds: Array.from({ length: 12_000 }, (_, index) => index + 1),
  } as const;
  const address = hashOf(screen, longLists);
  expect(address.length).toBeLessThan(60);
  expect(screenOf(address, longLists)).toEqual(screen);
});
test.each<Screen>([
  { name: 'library' },
  { name: 'translate', photoIds: [4, 17] },
  { name: 'train', runId: 3, tab: 'live' },
  { name: 'train', tab: 'data', dataset: 'Zürich/night & day #2' },
  { name: 'models', styleId: 2 },
  { name: 'settings', page: 'engines' },
])('screen: the address of %j leads back to it', (screen) =>
  expect(screenOf(hashOf(screen, longLists), longLists)).toEqual(screen),
);
