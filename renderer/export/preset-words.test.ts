import { describe, expect, test } from 'vitest';
import { draftOf, formatsOf, isChanged, metadataOptions, presetLine } from './preset-words.ts';

const preset = {
  id: 4,
  name: 'Web',
  format: 'jpeg',
  quality: 85,
  metadata: 'safe',
  template: '{name}',
  collision: 'number',
  keepsFolders: false,
  tellsOrigin: false,
  isDefault: false,
} as const;

describe('export presets', () => {
  test('export presets: a draft that was not touched is not changed', () => {
    expect(isChanged(preset, draftOf(preset))).toBe(false);
  });

  test('export presets: C2 a format that this build cannot write is not offered', () => {
    const offered = formatsOf(['JPEG', 'WebP']).map(({ value }) => value);
    expect(offered).toEqual(['same', 'jpeg', 'webp']);
  });

  test('export presets: every field counts as a change', () => {
    expect(isChanged(preset, { ...draftOf(preset), template: '{name} {style}' })).toBe(true);
  });

  test('export presets: a line tells format, quality and what stays with the picture', () => {
    expect(presetLine(preset)).toBe('JPEG 85 · without place');
    expect(presetLine({ ...preset, format: 'png', metadata: 'none' })).toBe('PNG · picture alone');
    expect(presetLine({ ...preset, format: 'same', metadata: 'all' })).toBe('As the photo · with everything');
  });

  test('export presets: the place is left out unless a person wants it (V2)', () => {
    expect(metadataOptions[0]?.value).toBe('safe');
  });
});
