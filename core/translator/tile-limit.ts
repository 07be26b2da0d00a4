import type { GraphFacts } from './check-graph.ts';

/** The most that is worth computing in one piece: beyond it, tiles waste little and save much memory. */
const mostPixels = 1_572_864;

/** The least: below it most of a tile is overlap. */
export const leastTilePixels = 196_608;

/** The runtime holds this much more than the images alive at a time: copies in its own layout, and what it keeps. */
const runtimeShare = 2.5;

/** The part of the free memory that one run may take. */
const memoryShare = 0.5;

/**
 * Pixels to run in one piece with `freeBytes` of memory: 1.5 megapixels, halved until it fits, so that machines
 * with enough memory get the same result.
 */
export function tilePixelLimit({ bytesPerPixel }: GraphFacts, freeBytes: number): number {
  let pixels = mostPixels;
  while (pixels > leastTilePixels && pixels * bytesPerPixel * runtimeShare > freeBytes * memoryShare)
    pixels /= 2;
  return pixels;
}
