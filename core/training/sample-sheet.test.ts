import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { StepRunner } from '../engine/step.ts';
import { drawSampleSheet, type SampleSheet } from './sample-sheet.ts';

const side = 32;
const plain = (value: number): Float32Array => new Float32Array(side * side * 3).fill(value);

/** Answers with one brightness for each output. */
const runner: StepRunner = {
  device: 'none',
  setState: () => undefined,
  state: () => ({}),
  run: async () => ({
    'x-to-y': plain(-0.6),
    'x-to-y-to-x': plain(-0.2),
    'y-to-x': plain(0.2),
    'y-to-x-to-y': plain(0.6),
  }),
  dispose: async () => undefined,
};

/** The brightnesses of the first row of cells, from left to right, the white between them left out. */
async function brightnesses({ file }: SampleSheet): Promise<number[]> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const row = (side / 2) * info.width * info.channels;
  const samples = Array.from({ length: info.width }, (_, i) => data[row + i * info.channels]!);
  return samples.filter((value, i) => value !== 255 && value !== samples[i - 1]);
}

it('sample sheet: a row shows A, translated, and back, then B, translated, and back', async () => {
  const sheet = await drawSampleSheet(runner, { x: [plain(-1)], y: [plain(0.9)] }, side);
  // (v + 1) * 127.5: 0, 51, 102, 242, 153, 204
  expect(await brightnesses(sheet)).toEqual([0, 51, 102, 242, 153, 204]);
});

it('sample sheet: a side that has no photo for a row stays empty there', async () => {
  expect(await brightnesses(await drawSampleSheet(runner, { x: [plain(-1)], y: [] }, side))).toEqual([
    0, 51, 102,
  ]);
  expect(await brightnesses(await drawSampleSheet(runner, { x: [], y: [plain(0.9)] }, side))).toEqual([
    242, 153, 204,
  ]);
});

it('sample sheet: translations that do not depend on the photo have no spread', async () => {
  const { spread } = await drawSampleSheet(runner, { x: [plain(-1), plain(1)], y: [plain(0.9)] }, side);
  expect(spread).toEqual({ aToB: 0, bToA: null });
});
