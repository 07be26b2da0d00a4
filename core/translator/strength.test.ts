import { expect, test } from 'vitest';
import { mixInto } from './strength.ts';

test('strength: half of black and white is half the light, not half the value', () => {
  const translated = Float32Array.of(1);
  mixInto(translated, Float32Array.of(-1), 0.5);
  // 1.055 * 0.5 ** (1 / 2.4) - 0.055 = 0.7354, times 2 minus 1
  expect(translated[0]).toBeCloseTo(0.4707, 4);
});

test('strength: 0 is the original and 1 the translation', () => {
  const original = Float32Array.of(-1, -0.95, 0, 0.5, 1);
  const none = Float32Array.of(1, 0.5, 0.2, -0.3, -1);
  mixInto(none, original, 0);
  none.forEach((value, i) => expect(value).toBeCloseTo(original[i]!, 6));
  const whole = Float32Array.of(1, 0.5, 0.2, -0.99, -1);
  const before = whole.slice();
  mixInto(whole, original, 1);
  whole.forEach((value, i) => expect(value).toBeCloseTo(before[i]!, 6));
});
