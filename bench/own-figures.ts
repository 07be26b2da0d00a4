import { isMet, loopTarget, type BenchCase, type Target } from './bench-case.ts';
import type { Trial } from './run-benchmark.ts';
import { spreadOf, type Spread } from './statistics.ts';

export type FigureUnit = 's' | 'MiB' | 'fraction';

/** One figure of ours, with a target of its own where it has one. */
export interface OwnFigure {
  readonly case: BenchCase;
  readonly name: string;
  readonly unit: FigureUnit;
  readonly spread: Spread;
  readonly target?: Target;
  readonly isMet?: boolean;
}

/** The pace of sample sheets in a run of a thousand steps (core/training/pace.ts). */
const sheetSteps = 50;

interface Source {
  readonly name: string;
  readonly unit: FigureUnit;
  readonly target?: Target;
  of(trial: Trial): number | undefined;
}

const sources: readonly Source[] = [
  { name: 'training step', unit: 's', of: ({ ours }) => ours?.train_s_per_step },
  { name: 'translation: the network', unit: 's', of: ({ ours }) => ours?.translate_s_per_photo },
  { name: 'translation: a photo in memory to pixels', unit: 's', of: ({ ours }) => ours?.translate_photo_s },
  { name: 'peak memory: training', unit: 'MiB', of: ({ ours }) => ours?.train_peak_rss_mib },
  { name: 'peak memory: training and translating', unit: 'MiB', of: ({ ours }) => ours?.peak_rss_mib },
  { name: 'start: `diptych --version`', unit: 's', of: ({ versionSeconds }) => versionSeconds },
  {
    name: 'start: training step made ready, first time',
    unit: 's',
    of: ({ coldStart }) => coldStart?.runner_s,
  },
  {
    name: 'start: training step made ready, from cache',
    unit: 's',
    of: ({ warmStart }) => warmStart?.runner_s,
  },
  { name: 'start: process to first step, from cache', unit: 's', of: ({ warmStart }) => warmStart?.ready_s },
  { name: 'trainer: a step of its loop', unit: 's', of: ({ loop }) => loop?.loop_s_per_step },
  {
    name: 'trainer: longer than a training step alone',
    unit: 'fraction',
    of: ({ loop, ours }) => loop && ours && loop.loop_s_per_step / ours.train_s_per_step - 1,
  },
  {
    name: 'trainer: part that is not the step',
    unit: 'fraction',
    target: loopTarget,
    of: ({ loop }) => loop?.outside_fraction,
  },
  { name: 'trainer: part that waits for pictures', unit: 'fraction', of: ({ loop }) => loop?.data_fraction },
  { name: 'trainer: one sample sheet', unit: 's', of: ({ loop }) => loop?.sheet_s },
  {
    name: `trainer: part that is not the step, with a sheet every ${sheetSteps} steps`,
    unit: 'fraction',
    target: loopTarget,
    of: ({ loop }) => {
      if (!loop) return undefined;
      const total = sheetSteps * loop.loop_s_per_step + loop.sheet_s;
      return (sheetSteps * loop.loop_s_per_step * loop.outside_fraction + loop.sheet_s) / total;
    },
  },
];

/** All figures of ours in the trials of one case; what failed in every trial is left out. */
export function ownFigures(trials: readonly Trial[]): OwnFigure[] {
  return sources.flatMap(({ name, unit, target, of }) => {
    const spread = spreadOf(trials.map(of).filter((value) => value !== undefined));
    if (!spread) return [];
    const judged = target && { target, isMet: isMet(target, spread.median) };
    return [{ case: trials[0]!.case, name, unit, spread, ...judged }];
  });
}
