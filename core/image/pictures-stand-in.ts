import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { onTestFinished } from 'vitest';
import { createRandom } from '../random/random.ts';
import { encodePng } from './encode-image.ts';
import type { RgbImage } from './photo.ts';

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A drawn picture, different for each seed: a colour slope with some rectangles, so that it has structure everywhere. */
export function drawnPicture(seed: number, widthPixels = 64, heightPixels = 48): RgbImage {
  const random = createRandom(seed);
  const slope = [random.uniform(), random.uniform(), random.uniform()];
  const rectangles = Array.from({ length: 6 }, () => ({
    left: random.uniform() * 0.8,
    top: random.uniform() * 0.8,
    width: 0.1 + random.uniform() * 0.4,
    height: 0.1 + random.uniform() * 0.4,
    colour: [random.integer(256), random.integer(256), random.integer(256)],
  }));
  const rgb = new Uint8Array(widthPixels * heightPixels * 3);
  for (let i = 0; i < rgb.length; i++) {
    const x = (Math.floor(i / 3) % widthPixels) / widthPixels;
    const y = Math.floor(i / 3 / widthPixels) / heightPixels;
    const over = rectangles.findLast(
      ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height,
    );
    rgb[i] = over ? over.colour[i % 3]! : 255 * (slope[i % 3]! * x + (1 - slope[i % 3]!) * y);
  }
  return { rgb, widthPixels, heightPixels };
}

/** The drawn picture of a seed as a sharp pipeline, to be encoded as the test needs it. */
export function drawnSharp(seed: number, widthPixels = 64, heightPixels = 48): Sharp {
  const { rgb } = drawnPicture(seed, widthPixels, heightPixels);
  return sharp(rgb, { raw: { width: widthPixels, height: heightPixels, channels: 3 } });
}

/** Writes a drawn picture, different for each seed, as a PNG file. */
export async function writePicture(
  path: string,
  seed: number,
  widthPixels = 40,
  heightPixels = 32,
): Promise<void> {
  const { rgb } = drawnPicture(seed, widthPixels, heightPixels);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await encodePng(rgb, widthPixels, heightPixels));
}

/** A temporary folder with `a` and `b` inside, each holding so many different pictures, `0.png` on. */
export async function twoSides(
  countA: number,
  countB: number,
): Promise<{ root: string; a: string; b: string }> {
  const root = temporaryFolder();
  const [a, b] = [join(root, 'a'), join(root, 'b')];
  mkdirSync(a);
  mkdirSync(b);
  for (let i = 0; i < countA; i++) await writePicture(join(a, `${i}.png`), 100 + i);
  for (let i = 0; i < countB; i++) await writePicture(join(b, `${i}.png`), 200 + i);
  return { root, a, b };
}

/** Mean absolute difference of two equally long arrays. */
export function meanDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return a.length === b.length ? sum / a.length : NaN;
}
