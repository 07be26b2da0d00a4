import { expect, test } from 'vitest';
import type { PhotoInfo } from '../../core/contract/photos-contract.ts';
import { photoFacts } from './photo-facts.ts';

const coloursOf = (colourProfile: string | null, results: number): string | undefined => {
  const info = {
    ...{ id: 1, name: 'a.jpg', format: 'jpeg', sizeBytes: 1, sha256: 'a'.repeat(64), camera: null },
    ...{ widthPixels: 1, heightPixels: 1, takenMs: 0, importedMs: 0, place: 'linked', albums: [] },
    ...{ colourProfile, history: Array.from({ length: results }), lineage: [] },
  } as unknown as PhotoInfo;
  return photoFacts(info).find(({ label }) => label === 'Colours')?.value;
};

test('photo facts: C7 the way of the colours is told once there is a result', () => {
  expect(coloursOf(null, 1)).toBeUndefined();
  expect(coloursOf('Display P3', 0)).toBe('Display P3');
  expect(coloursOf('Display P3', 1)).toBe('Display P3 → sRGB → Display P3');
  expect(coloursOf('sRGB IEC61966-2.1', 1)).toBe('sRGB IEC61966-2.1');
});

test('photo facts: C7 a result of a photo for print is in the colours of screens', () => {
  expect(coloursOf('FOGRA39 (CMYK)', 1)).toBe('FOGRA39 (CMYK) → sRGB');
});
