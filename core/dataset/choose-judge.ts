import { createRandom } from '../random/random.ts';
import { sides, type Side } from './manifest.ts';
import { shuffledIndices } from './shuffled-indices.ts';

const largestSet = 4;
const fraction = 0.05;
const leastImages = 8;

/** The held-out photos of one side, as paths: 5 % but at most 4, at least 1 from 8 photos on, none below; by the seed. */
export function chooseJudge(
  images: readonly { readonly path: string }[],
  seed: number,
  side: Side,
): string[] {
  if (images.length < leastImages) return [];
  const count = Math.min(largestSet, Math.max(1, Math.floor(images.length * fraction)));
  const order = shuffledIndices(images.length, createRandom(seed, sides.indexOf(side)));
  return Array.from(order.subarray(0, count), (index) => images[index]!.path);
}
