import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Seeded randomness whose whole state can be saved and restored, so that a resumed run repeats the same draws. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Normal with mean 0 and deviation 1 (Box-Muller; two uniform draws each). */
  normal(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** The state as plain numbers, for `restoreRandom`. */
  state(): readonly number[];
}

/** A stream from integer seeds; several seeds, e.g. (run seed, step), give independent streams. */
export function createRandom(...seeds: readonly number[]): Random {
  return fromGenerator(xoroshiro128plus(mixSeeds(seeds)));
}

/** Continues a stream from what `Random.state` returned. */
export function restoreRandom(state: readonly number[]): Random {
  return fromGenerator(xoroshiro128plusFromState(state));
}

function fromGenerator(generator: RandomGenerator): Random {
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer: (below) => uniformInt(generator, 0, below - 1),
    state: () => generator.getState(),
  };
}

/** Spreads neighbouring seeds far apart (the finalizer of MurmurHash3, 32 bits). */
function mixSeeds(seeds: readonly number[]): number {
  let hash = 0;
  for (const seed of seeds) {
    hash = Math.imul(hash ^ (seed | 0), 0x9e3779b1) + 0x7f4a7c15;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash | 0;
}
