import { describe, expect, it } from 'vitest';
import { dropZonesOf, heldText } from './drop-zones.ts';

const browser = { place: 'link', canLink: false } as const;
const desktop = { place: 'link', canLink: true } as const;
const titles = (
  screen: Parameters<typeof dropZonesOf>[0],
  album: Parameters<typeof dropZonesOf>[1],
  way: Parameters<typeof dropZonesOf>[2] = browser,
): readonly string[] => dropZonesOf(screen, album, way).map(({ title }) => title);

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

  it('never promise in a browser that photos stay where they are', () => {
    const [zone] = dropZonesOf('library', null, browser);
    expect([zone!.text, titles('library', null)]).toEqual([
      expect.stringContaining('copies'),
      ['Add to the library'],
    ]);
  });

  it('offer the other way than the last time, where photos can stay (A6)', () => {
    expect(titles('library', null, desktop)).toEqual(['Add to the library', 'Copy into the library']);
    const [, other] = dropZonesOf('library', null, { place: 'copy', canLink: true });
    expect(other).toMatchObject({ title: 'Leave where they are', destination: { place: 'link' } });
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
    expect(dropZonesOf('translate', null, desktop)[0]!.destination).toEqual({ isForTranslating: true });
  });
});
