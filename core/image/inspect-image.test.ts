import { expect, test } from 'vitest';
import { inspectImage } from './inspect-image.ts';
import { drawnSharp } from './pictures-stand-in.ts';

test('inspect image: C7 a profile that is not of RGB says so', async () => {
  const cmyk = await drawnSharp(1).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
  expect((await inspectImage(cmyk)).colourProfile).toMatch(/ \(CMYK\)$/);
  const p3 = await drawnSharp(1).withIccProfile('p3').jpeg().toBuffer();
  expect((await inspectImage(p3)).colourProfile).not.toContain('(');
});
