import { describe, expect, test } from 'vitest';
import { drawnPicture } from './pictures-stand-in.ts';
import {
  bytesFromFloats,
  bytesFromPlanes,
  bytesFromWords,
  cropIntoFloats,
  floatsFromSamples,
  planesFromSamples,
  wordsFromBytes,
  wordsFromPlanes,
} from './pixels.ts';

const { rgb, widthPixels, heightPixels } = drawnPicture(1, 7, 5);
const whole = { left: 0, top: 0, width: widthPixels, height: heightPixels };

describe('pixels', () => {
  test('values outside -1 to 1 are clipped', () => {
    expect([...bytesFromFloats(Float32Array.of(-7, 7, NaN))]).toEqual([0, 255, 0]);
    expect([...wordsFromPlanes(Float32Array.of(-7, 7, 0))]).toEqual([0, 65535, 32768]);
  });

  test('0, 255 and the middle become -1, 1 and 0', () => {
    expect([...floatsFromSamples(Uint8Array.of(0, 255))]).toEqual([-1, 1]);
    expect([...floatsFromSamples(Uint16Array.of(0, 65535))]).toEqual([-1, 1]);
    expect(floatsFromSamples(Uint8Array.of(51))[0]).toBeCloseTo(-0.6, 6); // 51 / 127.5 - 1
  });

  test('all 256 bytes survive the way to floats and back', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(bytesFromFloats(floatsFromSamples(bytes))).toEqual(bytes);
  });

  test('all 65536 words survive the way to planes and back', () => {
    const words = Uint16Array.from({ length: 65536 * 3 }, (_, i) => i % 65536);
    const planes = planesFromSamples(words, 65536, { left: 0, top: 0, width: 65536, height: 1 });
    expect(wordsFromPlanes(planes)).toEqual(words);
  });

  test('planes hold all reds, then all greens, then all blues', () => {
    const planes = planesFromSamples(Uint8Array.of(0, 51, 102, 153, 204, 255), 2, {
      left: 0,
      top: 0,
      width: 2,
      height: 1,
    });
    const expected = [0, 153, 51, 204, 102, 255].map((value) => value / 127.5 - 1);
    expect([...planes]).toEqual([...Float32Array.from(expected)]);
  });

  test('planes of the whole picture turn back into its bytes', () => {
    expect(bytesFromPlanes(planesFromSamples(rgb, widthPixels, whole))).toEqual(rgb);
  });

  test('planes of a rectangle begin at its corner', () => {
    const planes = planesFromSamples(rgb, widthPixels, { left: 3, top: 2, width: 2, height: 2 });
    const corner = (2 * widthPixels + 3) * 3;
    expect(planes[0]).toBeCloseTo(rgb[corner]! / 127.5 - 1, 6);
    expect(planes.length).toBe(3 * 2 * 2);
  });

  test('bytes become words and back without loss', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(wordsFromBytes(bytes)[255]).toBe(65535);
    expect(bytesFromWords(wordsFromBytes(bytes))).toEqual(bytes);
  });

  test('a crop of the whole picture equals the plain conversion', () => {
    const square = drawnPicture(2, 6, 6).rgb;
    const floats = new Float32Array(square.length);
    cropIntoFloats(square, 6, { left: 0, top: 0, sizePixels: 6, isFlipped: false }, floats, 0);
    expect(floats).toEqual(floatsFromSamples(square));
  });

  test('a flipped crop is the mirror image of the same square', () => {
    const plain = new Float32Array(3 * 3 * 3);
    const flipped = new Float32Array(3 * 3 * 3);
    cropIntoFloats(rgb, widthPixels, { left: 2, top: 1, sizePixels: 3, isFlipped: false }, plain, 0);
    cropIntoFloats(rgb, widthPixels, { left: 2, top: 1, sizePixels: 3, isFlipped: true }, flipped, 0);
    const mirrored = plain.map((_, i) => {
      const pixel = Math.floor(i / 3);
      return plain[(pixel - (pixel % 3) + (2 - (pixel % 3))) * 3 + (i % 3)]!;
    });
    expect(flipped).toEqual(mirrored);
    expect(flipped).not.toEqual(plain);
  });

  test('a crop is written from the offset on', () => {
    const floats = new Float32Array(3 + 3);
    cropIntoFloats(rgb, widthPixels, { left: 0, top: 0, sizePixels: 1, isFlipped: false }, floats, 3);
    expect([...floats.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect([...floats.subarray(3)]).toEqual([...floatsFromSamples(rgb.subarray(0, 3))]);
  });
});
