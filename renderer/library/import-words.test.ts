import { describe, expect, it } from 'vitest';
import { sayImport } from './import-words.ts';

const nothing = { added: 0, duplicates: 0, unreadable: 0, notPhotos: 0 };

describe('words of an import', () => {
  it('say so when there was nothing', () => expect(sayImport(nothing)).toBe('0 photos added'));

  it('say why nothing was added', () => {
    expect(sayImport({ ...nothing, duplicates: 1 })).toBe('1 was there already');
  });

  it('say what became of everything', () => {
    expect(sayImport({ added: 1214, duplicates: 3, unreadable: 1, notPhotos: 2 })).toBe(
      '1,214 photos added, 3 were there already, 1 cannot be read, 2 are not photos',
    );
  });
});
