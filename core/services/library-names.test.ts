import { expect, test } from 'vitest';
import { assertName, freeName } from './library-names.ts';

test.each(['', '..', 'a/b', 'a\\b', 'C:x', '-rf', ' x', 'a\0b', 'x'.repeat(101)])(
  'library name: S-07 %j is refused',
  (name) => {
    expect(() => assertName('run', name)).toThrow(
      expect.objectContaining({ reason: 'invalid-option' }) as Error,
    );
  },
);

test('library name: letters of any language, dots and dashes are fine', () => {
  expect(() => assertName('run', 'Zürich-dämmerung.2 日没')).not.toThrow();
});

test('library name: a taken name gets the next free number', () => {
  const taken = new Set(['dusk', 'dusk-2']);
  expect(freeName('dusk', (name) => taken.has(name))).toBe('dusk-3');
});
