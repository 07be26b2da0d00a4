import type { Rectangle } from '../image/pixels.ts';
import type { AxisPlan, Size, TilePlan } from './tile-plan.ts';

/** A part of a padded photo that is run by itself, and the part of it that is told of: the rest is context. */
export interface Piece {
  readonly area: Rectangle;
  readonly core: Rectangle;
}

/** The tiles of a plan, row by row; their cores cover the photo without overlapping. */
export function tilePieces({ columns, rows }: TilePlan, padded: Size, multipleOf: number): Piece[] {
  const across = spans(columns, padded.width, multipleOf);
  return spans(rows, padded.height, multipleOf).flatMap((down) =>
    across.map((span) => ({
      area: { left: span.start, top: down.start, width: columns.length, height: rows.length },
      core: { left: span.from, top: down.from, width: span.to - span.from, height: down.to - down.from },
    })),
  );
}

interface Span {
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

function spans({ length, starts }: AxisPlan, total: number, multipleOf: number): Span[] {
  const middles = starts.slice(1).map((start, i) => {
    const middle = (start + starts[i]! + length) / 2;
    return Math.round(middle / multipleOf) * multipleOf;
  });
  return starts.map((start, i) => ({ start, from: middles[i - 1] ?? 0, to: middles[i] ?? total }));
}

/** Side of a sample and the context around what it tells of. */
const samplePixels = 256;
const contextPixels = 32;

/**
 * Samples of a padded photo, spread evenly, at most `maxPixels` together: at the photo's own scale they tell its
 * statistics far better than a thumbnail, in which everything is smaller and sharper.
 */
export function samplePieces(
  padded: Size,
  { multipleOf, minimum, maxPixels }: { multipleOf: number; minimum: number; maxPixels: number },
): Piece[] {
  const side = Math.ceil(Math.max(samplePixels, minimum) / multipleOf) * multipleOf;
  const [width, height] = [Math.min(side, padded.width), Math.min(side, padded.height)];
  const count = Math.max(1, Math.floor(maxPixels / (width * height)));
  const [across, down] = [Math.floor(padded.width / width), Math.floor(padded.height / height)];
  const columns = clamp(Math.round(Math.sqrt((count * across) / down)), 1, Math.min(across, count));
  const rows = clamp(Math.floor(count / columns), 1, down);
  const context = Math.ceil(contextPixels / multipleOf) * multipleOf;
  return spread(padded.height, height, rows, multipleOf).flatMap((top) =>
    spread(padded.width, width, columns, multipleOf).map((left) => {
      const area = { left, top, width, height };
      return { area, core: inner(area, padded, context) };
    }),
  );
}

/** Starts of `count` parts of `length`, each in the middle of its share of the whole. */
function spread(total: number, length: number, count: number, multipleOf: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const start = (total * (i + 0.5)) / count - length / 2;
    return clamp(Math.round(start / multipleOf) * multipleOf, 0, total - length);
  });
}

/** An area without its context; where it ends with the photo there is none to leave out. */
function inner({ left, top, width, height }: Rectangle, padded: Size, context: number): Rectangle {
  const from = { left: left === 0 ? 0 : left + context, top: top === 0 ? 0 : top + context };
  const right = left + width === padded.width ? padded.width : left + width - context;
  const bottom = top + height === padded.height ? padded.height : top + height - context;
  return { ...from, width: right - from.left, height: bottom - from.top };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
