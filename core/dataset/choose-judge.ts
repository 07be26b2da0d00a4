import { createRandom } from '../random/random.ts';
import { sides, type Side } from './manifest.ts';
import { shuffledIndices } from './shuffled-indices.ts';

const largestSet = 4;
const fraction = 0.05;
const leastImages = 8;
/** A side trains on at least this many. */
const leastTrained = 1;

export interface JudgeChoice {
  readonly seed: number;
  readonly side: Side;
  /** How many to hold back; 5 % but at most 4, at least 1 from 8 photos on and none below, when absent. */
  readonly count?: number;
}

/** The held-out photos of one side, as paths, drawn by the seed; never so many that none is left to train on. */
export function chooseJudge(
  images: readonly { readonly path: string }[],
  { seed, side, count = usualCount(images.length) }: JudgeChoice,
): string[] {
  const held = Math.max(0, Math.min(count, images.length - leastTrained));
  const order = shuffledIndices(images.length, createRandom(seed, sides.indexOf(side)));
  return Array.from(order.subarray(0, held), (index) => images[index]!.path);
}

function usualCount(images: number): number {
  if (images < leastImages) return 0;
  return Math.min(largestSet, Math.max(1, Math.floor(images * fraction)));
}
