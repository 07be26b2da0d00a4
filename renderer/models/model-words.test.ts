import { describe, expect, test } from 'vitest';
import type { StyleCard, StyleInfo } from '../../core/contract/styles-contract.ts';
import { checkText, factRows, foundModels, sizeText, wayText, whatToDo } from './model-words.ts';

const card = (id: number, more: Partial<StyleCard> = {}): StyleCard => ({
  id,
  name: `Style ${id}`,
  method: 'cyclegan',
  origin: 'bundled',
  licence: 'CC0-1.0',
  notes: '',
  state: 'ready',
  domainA: 'day',
  domainB: 'dusk',
  directions: [
    { direction: 'a-to-b', translatorId: 1, label: '', sizeBytes: 4_000_000 },
    { direction: 'b-to-a', translatorId: 2, label: '', sizeBytes: 4_000_000 },
  ],
  createdMs: id,
  isTrashed: false,
  ...more,
});
const info: StyleInfo = {
  ...card(1),
  run: null,
  dataset: null,
  sha256: ['ab', 'cd'],
  sizeRule: 'any',
  inputs: 'one RGB picture',
  parameters: null,
  results: 0,
  measuredSpeed: null,
  problem: null,
};

describe('models', () => {
  test('models: the size of a missing file is not made up', () => {
    const missing = card(1, {
      directions: [{ direction: 'a-to-b', translatorId: 1, label: '', sizeBytes: null }],
    });
    expect(sizeText(missing)).toBe('unknown size');
    expect(sizeText(card(1))).toBe('8 MB');
  });

  test('models: a missing model says what to do, by where it comes from', () => {
    expect(whatToDo(card(1, { state: 'missing' }))).toContain('Restore');
    expect(whatToDo(card(1, { state: 'missing', origin: 'imported' }))).toContain('Import');
    expect(whatToDo(card(1))).toBeNull();
  });

  test('models: facts that there are none of are left out', () => {
    const labels = factRows(info, 'CycleGAN').map(({ label }) => label);
    expect(labels).not.toContain('Learnt in');
    expect(factRows(info, 'CycleGAN').find(({ label }) => label === 'Speed here')?.value).toBe(
      'not measured',
    );
  });

  test('models: one direction has one arrow', () => {
    expect(wayText(card(1))).toBe('day ⇄ dusk');
    const back = [{ direction: 'b-to-a' as const, translatorId: 1, label: '', sizeBytes: 1 }];
    expect(wayText(card(1, { directions: back }))).toBe('dusk → day');
  });

  test('models: search looks at every word of the card', () => {
    const all = [card(1), card(2, { origin: 'imported', notes: 'for portraits' })];
    expect(foundModels(all, 'imported portraits', 'name').map(({ id }) => id)).toEqual([2]);
    expect(foundModels(all, 'imported harbour', 'name')).toEqual([]);
  });

  test('models: newest comes first when asked', () => {
    expect(foundModels([card(1), card(3), card(2)], '', 'newest').map(({ id }) => id)).toEqual([3, 2, 1]);
  });

  test('models: a check that was not made is not claimed', () => {
    expect(checkText(null)).toContain('not compared');
    expect(checkText(0)).toContain('exactly');
    expect(checkText(0.0000123)).toContain('up to 0.000012 of 1');
  });
});
