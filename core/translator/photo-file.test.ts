import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { makeNode } from '../engine/onnx/model-proto.ts';
import { encodePhoto } from '../image/encode-photo.ts';
import { openPhoto } from '../image/open-photo.ts';
import { translatePhoto } from './translate-photo.ts';
import { modelOf, testTranslator } from './translators-stand-in.ts';

/** A smooth run through colours that every profile holds. */
function gradient(): Sharp {
  const [width, height] = [97, 61];
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return [64 + x, 64 + 2 * y, 190 - x][i % 3]!;
  });
  return sharp(rgb, { raw: { width, height, channels: 3 } });
}

const files = {
  sRGB: gradient().png(),
  'Display P3': gradient().png().withIccProfile('p3'),
  grey: gradient().greyscale().png(),
  '16-bit': gradient().toColourspace('rgb16').png(),
};

/** The samples as they stand in the file, in its own profile. */
function samples(file: Buffer): Promise<Buffer> {
  return sharp(file, { ignoreIcc: true }).toColourspace('srgb').raw().toBuffer();
}

test.each(Object.entries(files))(
  'translating a file: %s colours come back through an identity translator (S-32)',
  async (_, picture) => {
    const translator = await testTranslator(modelOf([makeNode('Identity', ['image'], ['translated'])]));
    const file = await picture.toBuffer();
    const photo = await openPhoto(file);
    const rgb = await translatePhoto(translator, photo, { signal: new AbortController().signal });
    const [before, after] = [await samples(file), await samples(await encodePhoto(photo, rgb))];
    expect(after).toHaveLength(before.length);
    const differences = after.map((value, i) => Math.abs(value - before[i]!));
    // one level of 255 is less than half of a just noticeable difference
    expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(1);
    expect(Math.max(...differences)).toBeLessThanOrEqual(3);
  },
);
