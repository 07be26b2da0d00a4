import type { StepRunner } from '../engine/step.ts';
import { composeSheet } from '../image/compose-sheet.ts';
import { encodeWebp } from '../image/encode-image.ts';
import type { RgbImage } from '../image/photo.ts';
import { bytesFromFloats } from '../image/pixels.ts';
import type { JudgePhotos } from './judge-photos.ts';
import { sampleColumns } from './sample-columns.ts';
import { relativeSpread } from './sample-spread.ts';

/** The columns of a sheet; a cell that the method cannot fill stays empty. */
const outputs = ['x', 'x-to-y', 'x-to-y-to-x', 'y', 'y-to-x', 'y-to-x-to-y'] as const;
const largestCellPixels = 256;
/** Every sheet is kept; at this quality one of four rows at 256 pixels takes some 100 KB. */
const quality = 90;

/** A sheet as a WebP file, and how far apart its translations are (see `relativeSpread`). */
export interface SampleSheet {
  readonly file: Uint8Array;
  readonly spread: { readonly aToB: number | null; readonly bToA: number | null };
}

/**
 * A contact sheet of the judge photos, a row each: A, translated, and back; B, translated, and back, as a WebP
 * file. `runner` runs the method's sample step and has the weights already.
 */
export async function drawSampleSheet(
  runner: StepRunner,
  { x, y }: JudgePhotos,
  sidePixels: number,
): Promise<SampleSheet> {
  const rows: Cells[] = [];
  for (let row = 0; row < Math.max(x.length, y.length); row++) {
    rows.push(await drawRow(runner, x[row], y[row], sidePixels));
  }
  const cells = rows.flatMap((row) => outputs.map((name) => imageOf(row[name], sidePixels)));
  const sheet = await composeSheet(cells, {
    columns: sampleColumns.length,
    cellSizePixels: Math.min(sidePixels, largestCellPixels),
    labels: cells.map((_, i) => sampleColumns[i % sampleColumns.length]!),
  });
  const column = (name: CellName) => rows.flatMap((row) => row[name] ?? []);
  return {
    file: await encodeWebp(sheet.rgb, sheet.widthPixels, sheet.heightPixels, quality),
    spread: {
      aToB: relativeSpread(column('x'), column('x-to-y')),
      bToA: relativeSpread(column('y'), column('y-to-x')),
    },
  };
}

type CellName = (typeof outputs)[number];
type Cells = Readonly<Partial<Record<CellName, Float32Array>>>;

async function drawRow(
  runner: StepRunner,
  x: Float32Array | undefined,
  y: Float32Array | undefined,
  sidePixels: number,
): Promise<Cells> {
  const blank = new Float32Array(sidePixels * sidePixels * 3);
  const translated = await runner.run({ x: x ?? blank, y: y ?? blank });
  const all: Readonly<Record<string, Float32Array | undefined>> = { ...translated, x, y };
  const isThere = (name: CellName): boolean => (name.startsWith('x') ? x : y) !== undefined;
  const cells = outputs.flatMap((name) => (isThere(name) && all[name] ? [[name, all[name]] as const] : []));
  return Object.fromEntries(cells);
}

function imageOf(values: Float32Array | undefined, sidePixels: number): RgbImage | undefined {
  if (values === undefined) return undefined;
  return { rgb: bytesFromFloats(values), widthPixels: sidePixels, heightPixels: sidePixels };
}
