import { blendPixels, type AxisPlan, type TilePlan } from './tile-plan.ts';
import type { ResultWriter } from './result-writer.ts';

/** The part of a tile that goes into the picture, and how much of each line of it. */
interface Share {
  /** Where it begins and ends in the picture. */
  readonly from: number;
  readonly to: number;
  /** Where it begins in the tile. */
  readonly inset: number;
  /** For each line, 0 to 1; with the neighbour's they add up to 1. */
  readonly weights: Float32Array;
}

/** Puts tiles together row by row, passing linearly from one to the next; holds one row of tiles at a time. */
export class TileCanvas {
  readonly #plan: TilePlan;
  readonly #width: number;
  readonly #height: number;
  readonly #writer: ResultWriter;
  readonly #columns: readonly Share[];
  readonly #rows: readonly Share[];
  #band: Float32Array; // [3, band height, width]
  #bandTop = 0;

  constructor(plan: TilePlan, size: { width: number; height: number }, writer: ResultWriter) {
    this.#plan = plan;
    this.#width = size.width;
    this.#height = size.height;
    this.#writer = writer;
    this.#columns = shares(plan.columns, size.width);
    this.#rows = shares(plan.rows, size.height);
    this.#band = this.#emptyBand(0);
  }

  /** Adds the next translated tile, planar [3, tile height, tile width]: from left to right, from top to bottom. */
  add(tile: Float32Array, index: number): void {
    const [column, row] = [index % this.#columns.length, Math.floor(index / this.#columns.length)];
    this.#paint(tile, this.#columns[column]!, this.#rows[row]!);
    if (column === this.#columns.length - 1) this.#endRow(row);
  }

  #paint(tile: Float32Array, across: Share, down: Share): void {
    const tileWidth = this.#plan.columns.length;
    const tilePlane = tileWidth * this.#plan.rows.length;
    const bandPlane = this.#band.length / 3;
    for (let channel = 0; channel < 3; channel++) {
      for (let y = 0; y < down.to - down.from; y++) {
        const weight = down.weights[y]!;
        let from = channel * tilePlane + (down.inset + y) * tileWidth + across.inset;
        let to = channel * bandPlane + (down.from - this.#bandTop + y) * this.#width + across.from;
        for (let x = 0; x < across.weights.length; x++)
          this.#band[to++]! += tile[from++]! * weight * across.weights[x]!;
      }
    }
  }

  /** Hands the finished lines on after the last tile of a row, and keeps those that the next row adds to. */
  #endRow(row: number): void {
    const next = this.#rows[row + 1];
    const end = next?.from ?? this.#height;
    const finished = end - this.#bandTop;
    const old = this.#band;
    this.#writer.write(linesOf(old, 0, finished, this.#width), this.#bandTop);
    this.#bandTop = end;
    if (!next) return;
    this.#band = this.#emptyBand(row + 1);
    const kept = linesOf(old, finished, old.length / 3 / this.#width, this.#width);
    for (let channel = 0; channel < 3; channel++) {
      const plane = kept.length / 3;
      this.#band.set(
        kept.subarray(channel * plane, (channel + 1) * plane),
        (channel * this.#band.length) / 3,
      );
    }
  }

  #emptyBand(row: number): Float32Array {
    const { from, to } = this.#rows[row]!;
    return new Float32Array(3 * (to - from) * this.#width);
  }
}

/** Lines `from` to `to` of planes [3, height, width]. */
function linesOf(planes: Float32Array, from: number, to: number, width: number): Float32Array {
  const plane = planes.length / 3;
  const lines = new Float32Array(3 * (to - from) * width);
  for (let channel = 0; channel < 3; channel++) {
    const start = channel * plane;
    lines.set(planes.subarray(start + from * width, start + to * width), (channel * lines.length) / 3);
  }
  return lines;
}

/** The shares of an axis: neighbours pass into each other around the middle of where they overlap. */
function shares({ length, starts }: AxisPlan, total: number): Share[] {
  return starts.map((start, i) => {
    const before = i === 0 ? undefined : blendStart(starts[i - 1]! + length, start);
    const after = i === starts.length - 1 ? undefined : blendStart(start + length, starts[i + 1]!);
    const from = Math.min(total, before ?? 0); // the last tile may lie in the padding altogether
    const to = Math.min(total, after === undefined ? total : after + blendPixels);
    const weights = Float32Array.from({ length: to - from }, (_, at) => {
      const rise = before === undefined ? 1 : Math.min(1, (at + 0.5) / blendPixels);
      const fall =
        after === undefined ? 1 : Math.min(1, (after + blendPixels - from - at - 0.5) / blendPixels);
      return Math.min(rise, fall);
    });
    return { from, to, inset: from - start, weights };
  });
}

/** Where the passage begins between a tile that ends at `end` and the next one that starts at `start`. */
function blendStart(end: number, start: number): number {
  return Math.floor((start + end) / 2) - blendPixels / 2;
}
