import type { RgbImage } from './photo.ts';

export interface SheetOptions {
  readonly columns: number;
  /** Side of the square that each picture is fitted into. */
  readonly cellSizePixels: number;
  /** One short text under each cell (capitals, digits and simple signs). */
  readonly labels?: readonly string[];
}

/** Lays pictures out row by row on white; `undefined` leaves a cell empty. Encode with `encodePng`. */
export function composeSheet(
  _cells: readonly (RgbImage | undefined)[],
  _options: SheetOptions,
): Promise<RgbImage> {
  throw new Error('unfinished');
}
