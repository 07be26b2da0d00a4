import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import { createRandom } from '../random/random.ts';
import { drawnSharp, temporaryFolder } from './pictures-stand-in.ts';
import { surveyPicture } from './survey-picture.ts';

const encoders: Readonly<Record<string, (picture: Sharp) => Promise<Buffer>>> = {
  jpeg: (picture) => picture.jpeg().toBuffer(),
  'progressive jpeg': (picture) => picture.jpeg({ progressive: true }).toBuffer(),
  png: (picture) => picture.png().toBuffer(),
  webp: (picture) => picture.webp().toBuffer(),
  tiff: (picture) => picture.tiff({ compression: 'lzw' }).toBuffer(),
  gif: (picture) => picture.gif().toBuffer(),
  avif: (picture) => picture.avif({ effort: 0 }).toBuffer(),
};
const formats = Object.keys(encoders);

const refused: readonly string[] = [
  'truncated-image',
  'unreadable-image',
  'unsupported-format',
  'empty-file',
  'too-many-pixels',
];

/** `ok`, or the reason for refusing; anything but a CoreError is thrown on. */
async function outcome(bytes: Uint8Array, path: string): Promise<string> {
  writeFileSync(path, bytes);
  try {
    await surveyPicture(path);
    return 'ok';
  } catch (error) {
    if (error instanceof CoreError) return error.reason;
    throw error;
  }
}

describe('survey of damaged pictures (S-28)', () => {
  test.each(formats)('%s cut at every hundredth of its length is refused', async (format) => {
    const path = join(temporaryFolder(), 'cut');
    const whole = await encoders[format]!(drawnSharp(1));
    const found = new Map<string, number>();
    for (let percent = 0; percent < 100; percent++) {
      const reason = await outcome(whole.subarray(0, Math.floor((whole.length * percent) / 100)), path);
      found.set(reason, (found.get(reason) ?? 0) + 1);
    }
    found.delete('ok'); // the last bytes of some formats hold no pixels
    expect([...found.keys()].filter((reason) => !refused.includes(reason))).toEqual([]);
    expect(found.get('truncated-image')).toBeGreaterThan(80);
  });

  test.each(formats)('%s with flipped bits is either read or refused', async (format) => {
    const path = join(temporaryFolder(), 'flipped');
    const whole = await encoders[format]!(drawnSharp(2, 32, 24));
    const random = createRandom(28, formats.indexOf(format));
    for (let i = 0; i < 150; i++) {
      const bytes = Buffer.from(whole);
      const at = random.integer(bytes.length);
      bytes[at] = bytes[at]! ^ (1 << random.integer(8));
      expect(['ok', ...refused]).toContain(await outcome(bytes, path));
    }
  });

  test('a picture damaged in its middle is unreadable, not cut', async () => {
    const bytes = await drawnSharp(1, 200, 200).png({ compressionLevel: 1 }).toBuffer();
    const middle = bytes.length >> 1;
    bytes.fill(0xaa, middle, middle + 40);
    expect(await outcome(bytes, join(temporaryFolder(), 'a.png'))).toBe('unreadable-image');
  });
});

describe('survey of a sound picture', () => {
  const bitsApart = (a: Uint32Array, b: Uint32Array) =>
    [...a].reduce((sum, word, i) => sum + ((word ^ b[i]!) >>> 0).toString(2).replaceAll('0', '').length, 0);

  async function hashOf(picture: Buffer): Promise<Uint32Array> {
    const path = join(temporaryFolder(), 'a');
    writeFileSync(path, picture);
    return (await surveyPicture(path)).differenceHash;
  }

  test('of two copies the blurred one, and the one that is smaller, is less sharp', async () => {
    const sharpness = async (picture: Sharp) => {
      const path = join(temporaryFolder(), 'a.png');
      writeFileSync(path, await picture.png().toBuffer());
      return (await surveyPicture(path)).sharpness;
    };
    const sharp = await sharpness(drawnSharp(1, 320, 240));
    expect(await sharpness(drawnSharp(1, 320, 240).blur(2))).toBeLessThan(0.8 * sharp);
    expect(await sharpness(drawnSharp(1, 320, 240).resize(80, 60))).toBeLessThan(0.8 * sharp);
  });

  test('a smaller copy in another format has nearly the same hash', async () => {
    const hash = await hashOf(await drawnSharp(1, 320, 240).png().toBuffer());
    const copy = await hashOf(
      await drawnSharp(1, 320, 240).resize(160, 120).jpeg({ quality: 70 }).toBuffer(),
    );
    expect(bitsApart(hash, copy)).toBeLessThanOrEqual(6);
  });

  test('different pictures have far different hashes', async () => {
    const hashes = await Promise.all(
      [1, 2, 3, 4].map(async (seed) => hashOf(await drawnSharp(seed).png().toBuffer())),
    );
    const others = hashes.slice(1).map((hash) => bitsApart(hashes[0]!, hash));
    expect(Math.min(...others)).toBeGreaterThan(15);
  });

  test('a turned photo has the hash of its upright self', async () => {
    const turned = await drawnSharp(1).withMetadata({ orientation: 6 }).png().toBuffer();
    const upright = await drawnSharp(1).rotate(90).png().toBuffer();
    expect(bitsApart(await hashOf(turned), await hashOf(upright))).toBeLessThanOrEqual(2);
  });
});

describe('colours of a surveyed picture', () => {
  async function coloursOf(picture: Sharp, encode: (picture: Sharp) => Sharp) {
    const path = join(temporaryFolder(), 'a');
    writeFileSync(path, await encode(picture).toBuffer());
    const { isGrey, colourSpace } = await surveyPicture(path);
    return { isGrey, colourSpace };
  }
  const png = (picture: Sharp) => picture.png();

  test('a photo without colours is grey, however it is stored', async () => {
    const grey = () => drawnSharp(1).greyscale();
    const stored = await coloursOf(grey().toColourspace('b-w'), png);
    expect(stored).toEqual({ isGrey: true, colourSpace: 'Grey' });
    const inColour = await coloursOf(grey().toColourspace('srgb'), (picture) => picture.jpeg());
    expect(inColour).toEqual({ isGrey: true, colourSpace: 'No profile' });
  });

  test('a photo with colours is not', async () => {
    expect(await coloursOf(drawnSharp(1), png)).toEqual({ isGrey: false, colourSpace: 'No profile' });
  });

  test('its profile is named, and CMYK is told', async () => {
    const profiled = (icc: string) => (picture: Sharp) => picture.jpeg().withIccProfile(icc);
    expect((await coloursOf(drawnSharp(1), profiled('srgb'))).colourSpace).toBe('sRGB');
    expect((await coloursOf(drawnSharp(1), profiled('p3'))).colourSpace).not.toMatch(/sRGB|No profile/);
    const cmyk = await coloursOf(drawnSharp(1).toColourspace('cmyk'), (picture) => picture.jpeg());
    expect(cmyk).toEqual({ isGrey: false, colourSpace: 'CMYK' });
  });
});
