import type { TranslatorManifest } from './translator-manifest.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the tiles of one axis lie, all of one length. */
export interface AxisPlan {
  readonly length: number;
  readonly starts: readonly number[];
}

export interface TilePlan {
  readonly columns: AxisPlan;
  readonly rows: AxisPlan;
}

/** Pixels over which two tiles pass into each other; their errors are smallest in the middle of where they overlap. */
export const blendPixels = 32;

/** The least context that a tile gives to what it contributes, whatever the network says. */
const leastContextPixels = 64;

/** Convolutions that halve and double may look a little further to one side. */
const uneven = 8;

/** The size that a photo is padded to: what the network takes. */
export function paddedSize({ width, height }: Size, rule: TranslatorManifest['size']): Size {
  return { width: paddedLength(width, rule), height: paddedLength(height, rule) };
}

function paddedLength(length: number, { multipleOf, minimum }: TranslatorManifest['size']): number {
  return Math.ceil(Math.max(length, minimum) / multipleOf) * multipleOf;
}

/** Pixels by which neighbouring tiles overlap, for a network that looks `radiusPixels` to each side. */
export function overlapPixels(radiusPixels: number): number {
  return 2 * Math.max(leastContextPixels, radiusPixels + uneven) + blendPixels;
}

export interface TileRules {
  readonly multipleOf: number;
  /** The least side that the network takes. */
  readonly minimum: number;
  readonly overlap: number;
  readonly maxTilePixels: number;
}

/**
 * Covers a padded photo with tiles of one size, at most `maxTilePixels` each (more where a tile could not even hold its
 * overlaps), so that the least is computed twice. Starts and lengths are multiples of `multipleOf`, which keeps every
 * tile in step with the halvings of the network.
 */
export function planTiles(padded: Size, rules: TileRules): TilePlan {
  const rowPlans = axisPlans(padded.height, rules);
  const plans = axisPlans(padded.width, rules).map((columns): TilePlan => {
    const rows = rowPlans.find(({ length }) => length * columns.length <= rules.maxTilePixels);
    return { columns, rows: rows ?? rowPlans.at(-1)! };
  });
  const fitting = plans.filter((plan) => tilePixels(plan) <= rules.maxTilePixels);
  return fitting.length > 0 ? least(fitting, totalPixels) : least(plans, tilePixels);
}

/** Pixels of one tile. */
export function tilePixels({ columns, rows }: TilePlan): number {
  return columns.length * rows.length;
}

function totalPixels(plan: TilePlan): number {
  return tilePixels(plan) * plan.columns.starts.length * plan.rows.starts.length;
}

function least(plans: readonly TilePlan[], cost: (plan: TilePlan) => number): TilePlan {
  return plans.reduce((best, plan) => (cost(plan) < cost(best) ? plan : best));
}

/** One tile, two tiles, ... as long as they are twice as long as their overlap, so that only neighbours meet. */
function axisPlans(total: number, { multipleOf, minimum, overlap }: TileRules): AxisPlan[] {
  const aligned = Math.ceil(overlap / multipleOf + 1) * multipleOf; // one more, for starts are rounded
  const shortest = Math.max(2 * aligned, minimum);
  const most = Math.max(1, Math.floor((total - aligned) / (shortest - aligned)));
  return Array.from({ length: most }, (_, i) => planAxis(total, i + 1, multipleOf, aligned));
}

function planAxis(total: number, count: number, multipleOf: number, overlap: number): AxisPlan {
  if (count === 1) return { length: total, starts: [0] };
  const length = Math.ceil((total + (count - 1) * overlap) / count / multipleOf) * multipleOf;
  const gap = (total - length) / (count - 1) / multipleOf;
  return { length, starts: Array.from({ length: count }, (_, i) => Math.round(gap * i) * multipleOf) };
}
