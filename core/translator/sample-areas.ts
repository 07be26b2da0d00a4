import type { Rectangle } from '../image/pixels.ts';
import type { Size } from './tile-plan.ts';

/** Side of the samples: larger ones leave more of the photo unseen, smaller ones are mostly border. */
const samplePixels = 128;

/**
 * Parts of a padded photo, all of one size and spread evenly, at most `maxPixels` together. Seen at the photo's own
 * scale they tell its statistics far better than a thumbnail, in which everything is smaller and sharper.
 */
export function sampleAreas(
  padded: Size,
  { multipleOf, minimum, maxPixels }: { multipleOf: number; minimum: number; maxPixels: number },
): Rectangle[] {
  const side = Math.ceil(Math.max(samplePixels, minimum) / multipleOf) * multipleOf;
  const [width, height] = [Math.min(side, padded.width), Math.min(side, padded.height)];
  const count = Math.max(1, Math.floor(maxPixels / (width * height)));
  const [across, down] = [Math.floor(padded.width / width), Math.floor(padded.height / height)];
  const columns = clamp(Math.round(Math.sqrt((count * across) / down)), 1, Math.min(across, count));
  const rows = clamp(Math.floor(count / columns), 1, down);
  return spread(padded.height, height, rows, multipleOf).flatMap((top) =>
    spread(padded.width, width, columns, multipleOf).map((left) => ({ left, top, width, height })),
  );
}

/** Starts of `count` parts of `length`, each in the middle of its share of the whole. */
function spread(total: number, length: number, count: number, multipleOf: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const start = (total * (i + 0.5)) / count - length / 2;
    return clamp(Math.round(start / multipleOf) * multipleOf, 0, total - length);
  });
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
