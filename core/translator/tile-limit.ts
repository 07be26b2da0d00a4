import type { GraphFacts } from './check-graph.ts';

/** The most memory that one run may take, however much is free. */
const mostBytes = 2 ** 31;

/** The part of the free memory that one run may take. */
const memoryShare = 0.5;

/** The runtime holds this many times the images alive at a time: copies in its own layout, and what it keeps. */
const runtimeShare = 2.5;

/** The least that is worth running at once: below it most of a tile is overlap. */
export const leastTilePixels = 196_608;

/** Pixels to run in one piece with `freeBytes` of memory. */
export function tilePixelLimit(
  { bytesPerPixel }: Pick<GraphFacts, 'bytesPerPixel'>,
  freeBytes: number,
): number {
  const bytes = Math.min(mostBytes, freeBytes * memoryShare);
  return Math.max(leastTilePixels, Math.floor(bytes / (bytesPerPixel * runtimeShare)));
}
