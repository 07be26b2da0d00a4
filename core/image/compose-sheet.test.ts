import { describe, expect, test } from 'vitest';
import { composeSheet } from './compose-sheet.ts';
import { encodePng, encodeWebp } from './encode-image.ts';
import { inspectImage } from './inspect-image.ts';
import { openPhoto } from './open-photo.ts';
import { drawnPicture } from './pictures-stand-in.ts';
import type { RgbImage } from './photo.ts';

function pixelsAt(
  { rgb, widthPixels }: RgbImage,
  left: number,
  top: number,
  width: number,
  height: number,
): number[] {
  return Array.from({ length: height }, (_, y) => {
    const start = ((top + y) * widthPixels + left) * 3;
    return [...rgb.subarray(start, start + width * 3)];
  }).flat();
}

describe('sheet', () => {
  test('no cells give an empty sheet of one gap', async () => {
    const sheet = await composeSheet([], { columns: 3, cellSizePixels: 10 });
    expect([sheet.widthPixels, sheet.heightPixels]).toEqual([4 + 3 * 14, 4]);
  });

  test('cells stand row by row with gaps of four pixels, a missing one is white', async () => {
    const cells = [drawnPicture(1, 10, 10), undefined, drawnPicture(2, 10, 10)];
    const sheet = await composeSheet(cells, { columns: 2, cellSizePixels: 10 });
    expect([sheet.widthPixels, sheet.heightPixels]).toEqual([4 + 2 * 14, 4 + 2 * 14]);
    expect(pixelsAt(sheet, 4, 4, 10, 10)).toEqual([...cells[0]!.rgb]);
    expect(pixelsAt(sheet, 4, 18, 10, 10)).toEqual([...cells[2]!.rgb]);
    expect(new Set(pixelsAt(sheet, 18, 4, 10, 10))).toEqual(new Set([255]));
  });

  test('a picture of another size is fitted into its square with its aspect kept', async () => {
    const sheet = await composeSheet([drawnPicture(1, 40, 20)], { columns: 1, cellSizePixels: 20 });
    expect(new Set(pixelsAt(sheet, 4, 4, 20, 5))).toEqual(new Set([255]));
    expect(Math.min(...pixelsAt(sheet, 4, 9, 20, 10))).toBeLessThan(255);
  });

  test('labels are drawn below their cells and never outside the sheet', async () => {
    const options = { columns: 2, cellSizePixels: 24, labels: ['a → b', 'much too long for a cell ÿ'] };
    const sheet = await composeSheet([undefined, undefined], options);
    expect(sheet.heightPixels).toBe(4 + 24 + 11 + 4);
    expect(Math.min(...pixelsAt(sheet, 4, 28, 24, 11))).toBe(64);
    expect(Math.min(...pixelsAt(sheet, 4 + 28 + 24, 0, 4, sheet.heightPixels))).toBe(255);
  });
});

describe('encoding bytes', () => {
  test('PNG keeps every byte', async () => {
    const { rgb, widthPixels, heightPixels } = drawnPicture(1);
    const { rgb: after } = await openPhoto(await encodePng(rgb, widthPixels, heightPixels));
    expect(after).toEqual(rgb);
  });

  test('WebP has the given size', async () => {
    const { rgb, widthPixels, heightPixels } = drawnPicture(1);
    expect(await inspectImage(await encodeWebp(rgb, widthPixels, heightPixels))).toMatchObject({
      format: 'webp',
      widthPixels,
      heightPixels,
    });
  });
});
