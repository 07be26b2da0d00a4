import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { bytesFromFloats } from './pixels.ts';
import { drawnPicture, drawnSharp, meanDifference, temporaryFolder } from './pictures-stand-in.ts';
import { decodeTrainingBytes, readTrainingImage } from './read-training-image.ts';

describe('training image', () => {
  test('a picture that is no picture is refused', async () => {
    await expect(decodeTrainingBytes(Buffer.from('no picture'), 8)).rejects.toMatchObject({
      reason: 'unsupported-format',
    });
  });

  test('at its own size a square picture is unchanged', async () => {
    const bytes = await decodeTrainingBytes(await drawnSharp(1, 32, 32).png().toBuffer(), 32);
    expect(new Uint8Array(bytes)).toEqual(drawnPicture(1, 32, 32).rgb);
  });

  test('every picture becomes a square, its aspect lost', async () => {
    const bytes = await decodeTrainingBytes(await drawnSharp(1, 90, 20).png().toBuffer(), 30);
    expect(bytes.length).toBe(30 * 30 * 3);
    expect(meanDifference(bytes, drawnPicture(1, 30, 30).rgb)).toBeLessThan(12);
  });

  test('grey, palette, 16-bit, CMYK and transparent pictures become three channels of bytes', async () => {
    const picture = () => drawnSharp(1, 20, 20);
    const files = [
      await picture().greyscale().png().toBuffer(),
      await picture().png({ palette: true }).toBuffer(),
      await picture().toColourspace('rgb16').png().toBuffer(),
      await picture().toColourspace('cmyk').jpeg().toBuffer(),
      await picture().ensureAlpha(0.5).webp().toBuffer(),
      await picture().greyscale().ensureAlpha(0.5).png().toBuffer(),
    ];
    for (const file of files) expect((await decodeTrainingBytes(file, 16)).length).toBe(16 * 16 * 3);
  });

  test('transparency is laid on white', async () => {
    const clear = await drawnSharp(1, 20, 20).ensureAlpha(0).png().toBuffer();
    expect(Math.min(...(await decodeTrainingBytes(clear, 20)))).toBe(255);
  });

  test('a wide-gamut 16-bit picture is converted to sRGB', async () => {
    const p3 = await drawnSharp(6, 32, 32).linear(0.5, 64).withIccProfile('p3').png().toBuffer();
    const deep = await sharp(p3).toColourspace('rgb16').keepIccProfile().png().toBuffer();
    const srgb = await drawnSharp(6, 32, 32).linear(0.5, 64).raw().toBuffer();
    expect(meanDifference(await decodeTrainingBytes(deep, 32), srgb)).toBeLessThan(1);
  });

  test('the middle is cropped, and EXIF orientation is honoured', async () => {
    const path = join(temporaryFolder(), 'a.png');
    writeFileSync(path, await drawnSharp(1, 40, 40).withMetadata({ orientation: 3 }).png().toBuffer());
    const { values, widthPixels, heightPixels } = await readTrainingImage(path, { resize: 40, crop: 20 });
    const expected = await drawnSharp(1, 40, 40)
      .rotate(180)
      .extract({ left: 10, top: 10, width: 20, height: 20 })
      .raw()
      .toBuffer();
    expect([widthPixels, heightPixels]).toEqual([20, 20]);
    expect(bytesFromFloats(values)).toEqual(new Uint8Array(expected));
  });
});
