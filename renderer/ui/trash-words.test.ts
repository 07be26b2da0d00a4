import { expect, test } from 'vitest';
import type { TrashNouns } from '../state/trash-emptying.svelte.ts';
import { askToEmpty, sayEmptied } from './trash-words.ts';

const photos: TrashNouns = {
  one: 'photo',
  what: 'copied originals and results',
  item: 'file',
  stays: 'Originals stay.',
};
const none = { items: 0, bytes: 0 };
const told = { removed: 2, total: 2, trashed: none, deleted: none, isRefused: false };

test('trash words: nothing that can go is said so', () =>
  expect(askToEmpty({ count: 0, bytes: 0, fate: 'no-trash' }, photos)).toBe(
    'What is in it is still needed and stays.',
  ));

test('trash words: what will be gone for good is said before, with the reason', () => {
  expect(askToEmpty({ count: 1, bytes: 2000, fate: 'no-trash' }, photos)).toBe(
    "1 photo (2 kB) will be removed, and copied originals and results will be gone for good, because this computer's trash cannot take what lies in this library. This cannot be undone. Originals stay.",
  );
  expect(askToEmpty({ count: 2, bytes: null, fate: 'set-to-delete' }, photos)).toMatch(
    /^2 photos will be removed, .* gone for good, as is set under Settings/,
  );
});

test('trash words: what goes to the trash of the computer is said before', () =>
  expect(askToEmpty({ count: 2, bytes: null, fate: 'system-trash' }, photos)).toMatch(
    /^2 photos will be removed, which cannot be undone here\. Copied originals and results go to this computer's trash:/,
  ));

test('trash words: what was deleted although it was to go to the trash is said after', () =>
  expect(
    sayEmptied(
      { ...told, trashed: { items: 1, bytes: 3000 }, deleted: { items: 1, bytes: 5 }, isRefused: true },
      false,
      photos,
    ),
  ).toBe(
    "2 photos removed. 1 file (3 kB) is in this computer's trash. 1 file (5 bytes) is deleted for good: this computer's trash did not take it.",
  ));

test('trash words: photos without files of the library have nothing in the trash', () =>
  expect(sayEmptied(told, false, photos)).toBe('2 photos removed.'));

test('trash words: set so, files are deleted for good', () =>
  expect(sayEmptied({ ...told, deleted: { items: 2, bytes: 5 } }, false, photos)).toBe(
    '2 photos removed. 2 files (5 bytes) are deleted for good.',
  ));

test('trash words: what was stopped says what is left', () =>
  expect(sayEmptied({ ...told, total: 2000, trashed: { items: 2, bytes: 5 } }, true, photos)).toBe(
    "Stopped after about 2 of 2,000 photos: the others are still in the trash. So far 2 files (5 bytes) are in this computer's trash.",
  ));

test('trash words: what was stopped too late was not', () =>
  expect(sayEmptied(told, true, photos)).toBe('2 photos removed.'));
