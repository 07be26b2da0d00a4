import { drawText, textHeightPixels } from './draw-text.ts';
import { openSamples } from './hardened-sharp.ts';
import type { RgbImage } from './photo.ts';

export interface SheetOptions {
  readonly columns: number;
  /** Side of the square that each picture is fitted into. */
  readonly cellSizePixels: number;
  /** One short text under each cell (capitals, digits and simple signs). */
  readonly labels?: readonly string[];
}

const gapPixels = 4;

/** Lays pictures out row by row on white; `undefined` leaves a cell empty. Encode with `encodePng`. */
export async function composeSheet(
  cells: readonly (RgbImage | undefined)[],
  { columns, cellSizePixels, labels }: SheetOptions,
): Promise<RgbImage> {
  const rows = Math.ceil(cells.length / columns);
  const pitchX = cellSizePixels + gapPixels;
  const pitchY = pitchX + (labels ? textHeightPixels : 0);
  const widthPixels = columns * pitchX + gapPixels;
  const heightPixels = rows * pitchY + gapPixels;
  const sheet = { rgb: new Uint8Array(widthPixels * heightPixels * 3).fill(255), widthPixels, heightPixels };
  for (const [i, cell] of cells.entries()) {
    const left = gapPixels + (i % columns) * pitchX;
    const top = gapPixels + Math.floor(i / columns) * pitchY;
    if (cell) paste(sheet, await fit(cell, cellSizePixels), left, top);
    drawText(sheet, labels?.[i] ?? '', { left, top: top + cellSizePixels, widthPixels: cellSizePixels });
  }
  return sheet;
}

/** The picture within size x size with its aspect kept, the rest white. */
async function fit({ rgb, widthPixels, heightPixels }: RgbImage, size: number): Promise<RgbImage> {
  if (widthPixels === size && heightPixels === size) return { rgb, widthPixels, heightPixels };
  const resized = await openSamples(rgb, widthPixels, heightPixels, 3)
    .resize(size, size, { fit: 'contain', background: '#ffffff' })
    .raw()
    .toBuffer();
  return { rgb: resized, widthPixels: size, heightPixels: size };
}

function paste(sheet: RgbImage, cell: RgbImage, left: number, top: number): void {
  const rowBytes = cell.widthPixels * 3;
  for (let y = 0; y < cell.heightPixels; y++) {
    const row = cell.rgb.subarray(y * rowBytes, (y + 1) * rowBytes);
    sheet.rgb.set(row, ((top + y) * sheet.widthPixels + left) * 3);
  }
}
