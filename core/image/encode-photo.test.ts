import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encodePhoto } from './encode-photo.ts';
import { inspectImage } from './inspect-image.ts';
import { openPhoto } from './open-photo.ts';
import type { OutputFormat, Photo } from './photo.ts';
import { drawnPicture, drawnSharp, meanDifference } from './pictures-stand-in.ts';

/** What comes out when the network changes nothing. */
async function throughIdentity(file: Uint8Array): Promise<{ before: Photo; after: Photo; bytes: Buffer }> {
  const before = await openPhoto(file);
  const bytes = await encodePhoto(before, before.rgb, { quality: 100, keepMetadata: 'all' });
  return { before, after: await openPhoto(bytes), bytes };
}

describe('encoding refuses', () => {
  test('a result of another size than the photo', async () => {
    const photo = await openPhoto(await drawnSharp(1).png().toBuffer());
    await expect(encodePhoto(photo, new Uint8Array(9))).rejects.toMatchObject({ reason: 'shape-mismatch' });
  });

  test('a side longer than the format can hold', async () => {
    const photo = await openPhoto(await drawnSharp(1, 20000, 1).png().toBuffer());
    await expect(encodePhoto(photo, photo.rgb, { format: 'webp' })).rejects.toMatchObject({
      reason: 'unsuitable-size',
    });
  });
});

describe('identity round trip keeps size and pixels (S-30)', () => {
  const picture = () => drawnSharp(3);
  const cases: readonly (readonly [string, () => Promise<Buffer>, number])[] = [
    ['1 x 1', () => drawnSharp(1, 1, 1).png().toBuffer(), 0],
    ['1 x 20000', () => drawnSharp(1, 1, 20000).png().toBuffer(), 0],
    ['7 x 13', () => drawnSharp(1, 7, 13).png().toBuffer(), 0],
    ['JPEG', () => picture().jpeg({ quality: 95 }).toBuffer(), 1.5],
    ['lossless WebP', () => picture().webp({ lossless: true }).toBuffer(), 5], // WebP halves the resolution of colour
    ['TIFF', () => picture().tiff({ compression: 'lzw' }).toBuffer(), 0],
    ['AVIF', () => picture().avif({ lossless: true, effort: 0 }).toBuffer(), 3],
    ['GIF', () => picture().gif().toBuffer(), 0],
    ['grey', () => picture().greyscale().png().toBuffer(), 0],
    ['1-bit TIFF', () => picture().threshold().toColourspace('b-w').tiff({ bitdepth: 1 }).toBuffer(), 0],
    ['palette with alpha', () => picture().ensureAlpha(0.5).png({ palette: true }).toBuffer(), 0],
    ['16-bit PNG', () => picture().toColourspace('rgb16').png().toBuffer(), 131], // 0.2 % of 65535
    ['16-bit TIFF', () => picture().toColourspace('rgb16').tiff({ compression: 'lzw' }).toBuffer(), 131],
    ['CMYK JPEG', () => picture().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(), 1.5],
  ];

  test.each(cases)('%s', async (_, encode, tolerance) => {
    const { before, after } = await throughIdentity(await encode());
    expect([after.widthPixels, after.heightPixels]).toEqual([before.widthPixels, before.heightPixels]);
    expect(after.rgb.constructor).toBe(before.rgb.constructor);
    expect(meanDifference(after.rgb, before.rgb)).toBeLessThanOrEqual(tolerance);
    expect(meanDifference(after.alpha ?? [0], before.alpha ?? [0])).toBe(0);
  });

  test('an animation gives its first frame', async () => {
    const frames = await sharp([await drawnSharp(1).png().toBuffer(), await drawnSharp(2).png().toBuffer()], {
      join: { animated: true },
    })
      .gif({ effort: 1 })
      .toBuffer();
    const photo = await openPhoto(frames);
    expect([photo.widthPixels, photo.heightPixels]).toEqual([64, 48]);
    expect(meanDifference(photo.rgb, drawnPicture(1).rgb)).toBeLessThan(6); // a GIF has 256 colours
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'EXIF orientation %i comes out upright with the tag reset',
    async (orientation) => {
      const turned = await drawnSharp(4).withMetadata({ orientation }).png().toBuffer();
      const upright = await openPhoto(await sharp(turned).autoOrient().png().toBuffer());
      const { after, bytes } = await throughIdentity(turned);
      expect([after.widthPixels, after.heightPixels]).toEqual(orientation > 4 ? [48, 64] : [64, 48]);
      expect(meanDifference(after.rgb, upright.rgb)).toBe(0);
      expect((await inspectImage(bytes)).orientation).toBe(1);
    },
  );

  test('transparency becomes white in JPEG, never black', async () => {
    const photo = await openPhoto(await drawnSharp(1).ensureAlpha(0).png().toBuffer());
    const after = await openPhoto(await encodePhoto(photo, photo.rgb, { format: 'jpeg' }));
    expect(Math.min(...after.rgb)).toBeGreaterThan(250);
  });

  test('colours under full transparency are kept in PNG', async () => {
    const { before, after } = await throughIdentity(await drawnSharp(1).ensureAlpha(0).png().toBuffer());
    expect(meanDifference(after.rgb, before.rgb)).toBe(0);
  });

  test.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const satisfies OutputFormat[])(
    'a 16-bit photo with alpha can be written as %s',
    async (format) => {
      const photo = await openPhoto(
        await drawnSharp(5).ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer(),
      );
      expect(photo.rgb).toBeInstanceOf(Uint16Array);
      const facts = await inspectImage(await encodePhoto(photo, photo.rgb, { format }));
      expect(facts).toMatchObject({
        format,
        bitDepth: format === 'png' || format === 'tiff' ? 16 : 8,
        hasAlpha: format !== 'jpeg',
        widthPixels: 64,
        heightPixels: 48,
      });
    },
  );
});

describe('colour', () => {
  test('a Display P3 photo is sRGB inside, and P3 with the same bytes outside', async () => {
    // Inside the sRGB gamut: colours pulled half way to grey.
    const mild = drawnSharp(6).linear(0.5, 64).png();
    const file = await sharp(await mild.toBuffer())
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const { before, after, bytes } = await throughIdentity(file);
    expect(meanDifference(before.rgb, await drawnSharp(6).linear(0.5, 64).raw().toBuffer())).toBeLessThan(1);
    expect(meanDifference(after.rgb, before.rgb)).toBeLessThan(1);
    const raw = (picture: Buffer) => sharp(picture, { ignoreIcc: true }).raw().toBuffer();
    expect(meanDifference(await raw(bytes), await raw(file))).toBeLessThan(1);
    expect((await inspectImage(bytes)).colourProfile).toMatch(/P3/);
  });

  test('a 16-bit photo keeps its profile and its values', async () => {
    const file = await drawnSharp(6).linear(0.5, 64).withIccProfile('p3').png().toBuffer();
    const deep = await sharp(file).toColourspace('rgb16').keepIccProfile().png().toBuffer();
    const { bytes } = await throughIdentity(deep);
    const raw = async (picture: Buffer) => {
      const data = await sharp(picture, { ignoreIcc: true })
        .toColourspace('rgb16')
        .raw({ depth: 'ushort' })
        .toBuffer();
      return new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
    };
    expect(meanDifference(await raw(bytes), await raw(deep))).toBeLessThan(131); // 0.2 % of 65535
  });

  test('a photo without a profile comes out tagged sRGB', async () => {
    const { bytes } = await throughIdentity(await drawnSharp(1).png().toBuffer());
    expect((await inspectImage(bytes)).colourProfile).toMatch(/sRGB/i);
  });

  test('a damaged profile is left out with a warning (S-31)', async () => {
    const file = await drawnSharp(1).withIccProfile('p3').jpeg().toBuffer();
    file.fill(0, file.indexOf('acsp'), file.indexOf('acsp') + 4);
    const photo = await openPhoto(file);
    expect(photo.metadata.icc).toBeUndefined();
    expect(photo.warnings.join()).toMatch(/colour profile block is damaged/);
  });
});

describe('metadata', () => {
  const exif = {
    IFD0: { Model: 'Diptych Camera', Copyright: 'Anna' },
    IFD2: { BodySerialNumber: 'SN0815' },
    IFD3: { GPSLatitude: '52/1 30/1 1234/100', GPSLatitudeRef: 'N' },
  };
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><city>Atlantis</city><r tiff:Orientation="6"/></x:xmpmeta>';
  const file = (format: 'jpeg' | 'png' | 'webp' | 'avif') =>
    drawnSharp(1).withExif(exif).withXmp(xmp).toFormat(format, { quality: 80 }).toBuffer();

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    '%s: all of it is kept when asked for',
    async (format) => {
      const photo = await openPhoto(await file(format));
      const result = await encodePhoto(photo, photo.rgb, { keepMetadata: 'all' });
      const found = await sharp(result).metadata();
      expect(found.exif?.includes('Diptych Camera')).toBe(true);
      expect(found.exif?.includes('SN0815')).toBe(true);
      expect(found.xmp?.toString()).toContain('Atlantis');
      expect(found.xmp?.toString()).toContain('tiff:Orientation="1"');
      expect(photo.warnings).toEqual([]);
    },
  );

  test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    '%s: safe keeps the camera but no place and no serial number in the bytes (S-33)',
    async (format) => {
      const photo = await openPhoto(await file(format));
      const gps = Buffer.from([52, 0, 0, 0, 1, 0, 0, 0, 30, 0, 0, 0, 1, 0, 0, 0]); // 52/1 30/1
      expect(photo.metadata.exif && Buffer.from(photo.metadata.exif).includes(gps)).toBe(true);
      const result = await encodePhoto(photo, photo.rgb);
      expect(result.includes('Diptych Camera')).toBe(true);
      for (const secret of ['SN0815', 'Atlantis', gps]) expect(result.includes(secret)).toBe(false);
    },
  );

  test('none keeps nothing', async () => {
    const photo = await openPhoto(await file('jpeg'));
    const found = await sharp(await encodePhoto(photo, photo.rgb, { keepMetadata: 'none' })).metadata();
    expect([found.exif, found.xmp, found.iptc]).toEqual([undefined, undefined, undefined]);
  });

  test('XMP that is not UTF-8 is left out with a warning (S-31)', async () => {
    const jpeg = await file('jpeg');
    jpeg[jpeg.indexOf('Atlantis')] = 0xff;
    const photo = await openPhoto(jpeg);
    expect(photo.metadata.xmp).toBeUndefined();
    expect(photo.warnings.join()).toMatch(/XMP block is damaged/);
  });

  test('an XMP block of 50 MB is left out with a warning (S-31)', async () => {
    const png = await drawnSharp(1)
      .withXmp(`<x>${'y'.repeat(50 * 1024 ** 2)}</x>`)
      .png()
      .toBuffer();
    const photo = await openPhoto(png);
    expect(photo.metadata.xmp).toBeUndefined();
    expect([photo.widthPixels, photo.heightPixels]).toEqual([64, 48]);
  });
});
