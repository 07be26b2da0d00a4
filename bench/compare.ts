import { isMet, targetsOf, type BenchCase, type Target, type Targets } from './bench-case.ts';
import type { Trial } from './run-benchmark.ts';
import { spreadOf, type Spread } from './statistics.ts';
import type { PeerLine } from './trial-lines.ts';

/** What is compared with peers, and how it becomes a ratio. */
interface Measure {
  readonly id: keyof Targets;
  readonly name: string;
  readonly unit: 's' | 'MiB';
  of(line: PeerLine): number;
  /** Speeds: above 1 means that we are faster. Memory: below 1 means that we take less. */
  ratio(ours: number, peers: number): number;
}

export const measures: readonly Measure[] = [
  {
    id: 'train',
    name: 'training step',
    unit: 's',
    of: (line) => line.train_s_per_step,
    ratio: (ours, peers) => peers / ours,
  },
  {
    id: 'translate',
    name: 'translation',
    unit: 's',
    of: (line) => line.translate_s_per_photo,
    ratio: (ours, peers) => peers / ours,
  },
  {
    id: 'memory',
    name: 'peak memory',
    unit: 'MiB',
    of: (line) => line.peak_rss_mib,
    ratio: (ours, peers) => ours / peers,
  },
];

/** One measure of one case against one peer. */
export interface Comparison {
  readonly case: BenchCase;
  readonly measure: string;
  readonly unit: 's' | 'MiB';
  readonly peer: string;
  readonly ours: Spread;
  readonly theirs: Spread;
  /** Of the trials in which both were there, ours and the peer's next to each other. */
  readonly ratio: Spread;
  readonly target?: Target;
  readonly isMet?: boolean;
}

/** Compares the trials of one case with each of the peers; a peer that never answered is left out. */
export function compareCase(trials: readonly Trial[], peers: readonly string[]): Comparison[] {
  const benchCase = trials[0]!.case;
  return peers.flatMap((command, place) => {
    const pairs = trials.flatMap(({ ours, peers: lines }): [PeerLine, PeerLine][] => {
      const theirs = lines[place];
      return ours && theirs ? [[ours, theirs]] : [];
    });
    if (pairs.length === 0) return [];
    const peer = pairs[0]![1].peer ?? command;
    return measures.map((measure) => compareMeasure(benchCase, peer, measure, pairs));
  });
}

function compareMeasure(
  benchCase: BenchCase,
  peer: string,
  { id, name, unit, of, ratio }: Measure,
  pairs: readonly (readonly [PeerLine, PeerLine])[],
): Comparison {
  const ratios = spreadOf(pairs.map(([ours, theirs]) => ratio(of(ours), of(theirs))))!;
  const target = targetsOf(benchCase)[id];
  return {
    case: benchCase,
    measure: name,
    unit,
    peer,
    ours: spreadOf(pairs.map(([ours]) => of(ours)))!,
    theirs: spreadOf(pairs.map(([, theirs]) => of(theirs)))!,
    ratio: ratios,
    ...(target && { target, isMet: isMet(target, ratios.median) }),
  };
}
