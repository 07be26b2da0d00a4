import { createRandom } from '../random/random.ts';
import { shuffledIndices } from './shuffled-indices.ts';

/** The endless order in which the pictures of one side are drawn: one seeded permutation after the other. */
export interface SampleOrder {
  /** Which picture is drawn at `position` (0, 1, 2, ...), or the one `skip` places later in the same permutation. */
  at(position: number, skip?: number): number;
}

/** A position's picture depends on the count, the seed and the stream alone. */
export function createSampleOrder(count: number, seed: number, stream: number): SampleOrder {
  let current: { readonly epoch: number; readonly order: Uint32Array } = {
    epoch: -1,
    order: new Uint32Array(),
  };
  const orderOf = (epoch: number) => {
    if (epoch !== current.epoch) {
      current = { epoch, order: shuffledIndices(count, createRandom(seed, stream, epoch)) };
    }
    return current.order;
  };
  return {
    at: (position, skip = 0) => orderOf(Math.floor(position / count))[((position % count) + skip) % count]!,
  };
}
