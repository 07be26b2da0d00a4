import { describe, expect, it } from 'vitest';
import { dropZonesOf, heldText } from './drop-zones.ts';

const titles = (...of: Parameters<typeof dropZonesOf>): readonly string[] =>
  dropZonesOf(...of).map(({ title }) => title);

describe('drop zones', () => {
  it('never leave a screen without one', () => {
    for (const screen of ['library', 'translate', 'train', 'models', 'settings'] as const)
      expect(titles(screen, null)).not.toEqual([]);
  });

  it('offer the open album, and the library alone', () => {
    expect(titles('library', { id: 7, name: 'Rome' })).toEqual([
      'Add to the album “Rome”',
      'Only add to the library',
    ]);
  });

  it('say what is held as far as it can be known', () => {
    expect(heldText([])).toBe('Something');
    expect(heldText(['image/jpeg', 'image/png', ''])).toBe('2 pictures and 1 folder or other file');
    expect(heldText(['', 'application/pdf'])).toBe('2 folders or other files');
  });

  it('offer an open album on its own screen only', () => {
    expect(titles('settings', { id: 7, name: 'Rome' })).toEqual(['Add to the library']);
  });

  it('translate what is dropped on the screen of translating', () => {
    expect(dropZonesOf('translate', null)[0]!.destination).toEqual({ isForTranslating: true });
  });
});
