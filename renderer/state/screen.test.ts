import { expect, test } from 'vitest';
import { hashOf, screenOf, type Screen } from './screen.ts';

test('screen: an address that is no screen leads to the library', () =>
  expect(screenOf('#/attic/3')).toEqual({ name: 'library' }));
test('screen: a mangled address leads to its screen without the mangled part', () =>
  expect(screenOf('#/train/3/live/%E0%A4%A')).toEqual({ name: 'train', runId: 3, tab: 'live' }));
test.each<Screen>([
  { name: 'library' },
  { name: 'translate', photoIds: [4, 17] },
  { name: 'train', runId: 3, tab: 'live' },
  { name: 'train', tab: 'data', dataset: 'Zürich/night & day #2' },
  { name: 'models', styleId: 2 },
  { name: 'settings', page: 'engines' },
])('screen: the address of %j leads back to it', (screen) =>
  expect(screenOf(hashOf(screen))).toEqual(screen),
);
