import type { HealthNote } from '../contract/training-contract.ts';
import { curveOf } from './curves.ts';

/** One step of a run as its log has it. */
export interface LossPoint {
  readonly step: number;
  readonly losses: Readonly<Record<string, number>>;
}

/** What a run shows of itself so far; points in the order of their steps, thinned or not. */
export interface RunHealth {
  readonly points: readonly LossPoint[];
  readonly steps: number;
  /** Of the reconstruction; 1 where the method has none. */
  readonly lambdaCycle: number;
  /** Whether the learning rate falls to 0 at the end. */
  readonly isDecaying: boolean;
  /** Of the last steps, the part spent waiting for pictures, and for reading these; null where it is not known. */
  readonly wait: { readonly dataFraction: number; readonly diskFraction: number } | null;
  /** In the order of their steps. */
  readonly spreads: readonly SampleSpread[];
  /** The step at which the losses stopped being numbers. */
  readonly divergedAt: number | null;
}

/** How far apart the translations of the judge photos were at a step, of how far apart the photos are. */
export interface SampleSpread {
  readonly step: number;
  /** Null where there are too few photos to tell. */
  readonly aToB: number | null;
  readonly bToA: number | null;
}

/** Every figure that a note depends on. */
export const healthLimits = {
  /** A least-squares critic that is right about everything has a loss of 0; one that guesses, of 0.25. */
  criticWins: 0.02,
  /** A generator whose fakes are all seen through has a loss of 1. */
  generatorLoses: 0.9,
  /** The reconstruction of the last part of a run, compared with the first part. */
  cycleFalls: 0.95,
  /** Mean difference of a reconstruction, of 2, below which nothing has been changed at all. */
  isCopy: 0.01,
  /** Translations that are so much more alike than the photos are all the same picture. */
  collapsed: 0.12,
  /** Of the time, above which pictures are what a training waits for. */
  waitsForPhotos: 0.5,
  /** How long a condition must hold: this part of the run, within these bounds. */
  holding: { part: 0.1, least: 200, most: 2000 },
} as const;

/** What a run tells, in plain words, in the order of the steps. */
export function healthNotes(health: RunHealth): HealthNote[] {
  const notes = [
    ...criticWins(health),
    ...generatorLoses(health),
    ...cycleDoesNotFall(health),
    ...copies(health),
    ...collapsed(health),
    ...waitsForPhotos(health),
    ...learningRateIsZero(health),
    ...diverged(health),
  ];
  return notes.toSorted((a, b) => a.step - b.step);
}

export function criticWins(health: RunHealth): HealthNote[] {
  return namesIn(health, 'discriminators').flatMap((name) => {
    const held = firstHeld(health, (losses) => losses[name]! < healthLimits.criticWins);
    if (held === undefined) return [];
    return {
      kind: `critic-wins ${name}`,
      action: 'lower-rate' as const,
      ...warningAt(held),
      text: `${curveOf(name).label}: it is winning (loss below ${healthLimits.criticWins} for ${held.length} steps).`,
      explanation:
        'The critic tells every translation from a real picture, so the other side learns little from it. It often recovers by itself; if it lasts, more pictures or a lower learning rate help.',
    };
  });
}

export function generatorLoses(health: RunHealth): HealthNote[] {
  return namesIn(health, 'generators').flatMap((name) => {
    const held = firstHeld(health, (losses) => losses[name]! > healthLimits.generatorLoses);
    if (held === undefined) return [];
    return {
      kind: `generator-loses ${name}`,
      action: 'data' as const,
      ...warningAt(held),
      text: `${curveOf(name).label}: it has not managed to for ${held.length} steps.`,
      explanation:
        'The translations convince nobody at present. Early in a run that is usual; late in one it means that the two sides are too different, or that the pictures are too few.',
    };
  });
}

/** The mean of the last quarter of all steps against that of the first, once there are enough of them. */
export function cycleDoesNotFall(health: RunHealth): HealthNote[] {
  const { points } = health;
  const names = namesIn(health, 'reconstruction').filter((name) => /^(cycle|reconstruct)/.test(name));
  const last = points.at(-1);
  if (names.length === 0 || last === undefined || last.step < 2 * holdingSteps(health)) return [];
  const quarter = Math.max(1, Math.floor(points.length / 4));
  const mean = (part: readonly LossPoint[]) => meanOf(part, names);
  const [first, now] = [mean(points.slice(0, quarter)), mean(points.slice(-quarter))];
  if (!(now >= healthLimits.cycleFalls * first)) return [];
  return [
    {
      kind: 'cycle-stays',
      action: 'lower-rate',
      files: [],
      step: last.step,
      level: 'warning',
      text: 'What is translated there and back again does not come closer to the original.',
      explanation:
        'This is the one curve that should fall. If it stays flat from the start, the learning rate is too high or the networks are too small for these pictures.',
    },
  ];
}

/** A generator that changes nothing reconstructs perfectly. */
export function copies(health: RunHealth): HealthNote[] {
  const names = namesIn(health, 'reconstruction').filter((name) => /^(cycle|reconstruct)/.test(name));
  if (names.length === 0) return [];
  const limit = healthLimits.isCopy * health.lambdaCycle;
  const held = firstHeld(health, (losses) => names.every((name) => losses[name]! < limit));
  if (held === undefined) return [];
  return [
    {
      kind: 'copies',
      action: 'plan',
      files: [],
      step: held.step,
      level: 'warning',
      text: 'The translations are almost the same as the originals.',
      explanation:
        'There and back again loses nothing, because nothing is changed on the way. A lower weight of the cycle or of the identity leaves more room for the look.',
    },
  ];
}

/** Whatever goes in, the same comes out: mode collapse. The first samples of a run tell nothing yet. */
export function collapsed(health: RunHealth): HealthNote[] {
  return (['aToB', 'bToA'] as const).flatMap((of) => {
    const points = health.spreads.flatMap(({ step, [of]: spread }): LossPoint[] =>
      spread === null || step < holdingSteps(health) ? [] : [{ step, losses: { spread } }],
    );
    const isSame = ({ spread }: LossPoint['losses']): boolean => spread! < healthLimits.collapsed;
    const held = firstHeld({ ...health, points }, isSame);
    if (held === undefined) return [];
    return {
      kind: `collapsed ${of}`,
      action: 'stop' as const,
      ...warningAt(held),
      text: `All translations ${of === 'aToB' ? 'A → B' : 'B → A'} look the same, whatever the photo is.`,
      explanation:
        'The network has found one picture that convinces the critic and makes it of every photo (mode collapse). It seldom recovers: end this training, and begin another with more varied photos or a lower learning rate.',
    };
  });
}

/** Reading pictures is the disk's work, decoding them the processor's: what takes more of the wait is named. */
export function waitsForPhotos({ points, wait }: RunHealth): HealthNote[] {
  const last = points.at(-1);
  if (last === undefined || wait === null || wait.dataFraction <= healthLimits.waitsForPhotos) return [];
  const isDisk = wait.diskFraction >= wait.dataFraction / 2;
  const what = isDisk ? 'the disk, not the processor' : 'photos to be decoded, not for the networks';
  return [
    {
      kind: 'waits-for-photos',
      action: null,
      files: [],
      step: last.step,
      level: 'note',
      text: `You are waiting for ${what}: ${Math.round(wait.dataFraction * 100)} % of the time.`,
      explanation: 'Smaller copies of the photos, or a faster disk, make it quicker.',
    },
  ];
}

export function learningRateIsZero({ points, steps, isDecaying }: RunHealth): HealthNote[] {
  const last = points.at(-1);
  if (last === undefined || !isDecaying || last.step < steps) return [];
  return [
    {
      kind: 'complete',
      action: 'results',
      files: [],
      step: last.step,
      level: 'note',
      text: 'The learning rate has reached 0: this training is complete.',
      explanation:
        'It falls in a line over the second part of a run, so that the look settles. More steps would change nothing.',
    },
  ];
}

export function diverged({ divergedAt }: RunHealth): HealthNote[] {
  if (divergedAt === null) return [];
  return [
    {
      kind: 'diverged',
      action: 'lower-rate',
      files: [],
      step: divergedAt,
      level: 'problem',
      text: `The training went wrong at step ${divergedAt}: its losses were no numbers any more.`,
      explanation:
        'Nothing is lost: every checkpoint before that is good. Continue from the last one with a lower learning rate.',
    },
  ];
}

function warningAt({ step }: { readonly step: number }) {
  return { step, level: 'warning', files: [] as string[] } as const;
}

function namesIn({ points }: RunHealth, group: string): string[] {
  return Object.keys(points.at(-1)?.losses ?? {}).filter((name) => curveOf(name).group === group);
}

function holdingSteps({ steps }: Pick<RunHealth, 'steps'>): number {
  const { part, least, most } = healthLimits.holding;
  return Math.max(least, Math.min(most, steps * part));
}

/** Where a condition had held for long enough for the first time, and for how long it held in all. */
function firstHeld(
  health: RunHealth,
  holds: (losses: LossPoint['losses']) => boolean,
): { readonly step: number; readonly length: number } | undefined {
  const long = holdingSteps(health);
  let from: number | undefined;
  let found: { step: number; length: number } | undefined;
  for (const { step, losses } of health.points) {
    if (!holds(losses)) {
      if (found !== undefined) return found;
      from = undefined;
      continue;
    }
    from ??= step;
    if (step - from >= long) found = { step: found?.step ?? step, length: step - from };
  }
  return found;
}

function meanOf(points: readonly LossPoint[], names: readonly string[]): number {
  const sums = points.map(({ losses }) => names.reduce((sum, name) => sum + losses[name]!, 0));
  return sums.reduce((sum, value) => sum + value, 0) / points.length;
}
