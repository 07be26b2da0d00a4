import type { StepRunner } from '../engine/step.ts';
import { composeSheet } from '../image/compose-sheet.ts';
import { encodePng } from '../image/encode-image.ts';
import type { RgbImage } from '../image/photo.ts';
import { bytesFromFloats } from '../image/pixels.ts';
import type { JudgePhotos } from './judge-photos.ts';

/** The columns of a sheet; a cell that the method cannot fill stays empty. */
const columns = ['x', 'x-to-y', 'x-to-y-to-x', 'y', 'y-to-x', 'y-to-x-to-y'] as const;
const labels = ['A', 'A→B', 'A→B→A', 'B', 'B→A', 'B→A→B'];
const largestCellPixels = 256;

/**
 * A contact sheet of the judge photos, a row each: A, translated, and back; B, translated, and back, as a PNG
 * file. `runner` runs the method's sample step and has the weights already.
 */
export async function drawSampleSheet(
  runner: StepRunner,
  { x, y }: JudgePhotos,
  sidePixels: number,
): Promise<Uint8Array> {
  const cells: (RgbImage | undefined)[] = [];
  for (let row = 0; row < Math.max(x.length, y.length); row++) {
    cells.push(...(await drawRow(runner, x[row], y[row], sidePixels)));
  }
  const sheet = await composeSheet(cells, {
    columns: columns.length,
    cellSizePixels: Math.min(sidePixels, largestCellPixels),
    labels: cells.map((_, i) => labels[i % columns.length]!),
  });
  return encodePng(sheet.rgb, sheet.widthPixels, sheet.heightPixels);
}

async function drawRow(
  runner: StepRunner,
  x: Float32Array | undefined,
  y: Float32Array | undefined,
  sidePixels: number,
): Promise<(RgbImage | undefined)[]> {
  const blank = new Float32Array(sidePixels * sidePixels * 3);
  const outputs = await runner.run({ x: x ?? blank, y: y ?? blank });
  const all: Readonly<Record<string, Float32Array | undefined>> = { ...outputs, x, y };
  return columns.map((name) => {
    const values = all[name];
    const isMissing = values === undefined || (name.startsWith('x') ? x : y) === undefined;
    return isMissing
      ? undefined
      : { rgb: bytesFromFloats(values), widthPixels: sidePixels, heightPixels: sidePixels };
  });
}
