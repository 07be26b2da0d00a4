/** One size of work: square pictures, generators of so many first filters and residual blocks, batch 1. */
export interface BenchCase {
  readonly sizePixels: number;
  readonly filters: number;
  readonly blocks: number;
  /** Timed steps and translations of one trial, the same for us and for every peer. */
  readonly repeats: number;
  /** Timed steps of the trainer's loop in one trial. */
  readonly loopSteps: number;
}

/** What a ratio to a peer should reach; speeds are the peer's seconds over ours, memory is ours over the peer's. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

export interface Targets {
  readonly train?: Target;
  readonly translate?: Target;
  readonly memory?: Target;
}

/** Of the trainer's loop, the most that may go into anything but the step. */
export const loopTarget: Target = { atMost: 0.05 };

const translate: Target = { atLeast: 1.2 };
const memory: Target = { atMost: 2 };

/** What we set ourselves against PyTorch 2.x, by the name of the case. */
const targets: Readonly<Record<string, Targets>> = {
  '64/32/4': { train: { atLeast: 1 }, translate, memory },
  '128/32/6': { train: { atLeast: 0.8 }, translate, memory },
  '256/64/9': { train: { atLeast: 0.8 }, translate, memory },
};

export const standardCaseNames: readonly string[] = Object.keys(targets);

/** `128/32/6` -> size, filters and blocks; undefined when it is not a case that CycleGAN can train. */
export function parseCase(text: string): BenchCase | undefined {
  const found = /^(\d{1,4})\/(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!found) return undefined;
  const [sizePixels, filters, blocks] = found.slice(1).map(Number) as [number, number, number];
  const canTrain = sizePixels % 4 === 0 && sizePixels >= 24 && sizePixels <= 4096 && filters >= 1;
  return canTrain ? { sizePixels, filters, blocks, ...lengthFor(sizePixels) } : undefined;
}

export function caseName({ sizePixels, filters, blocks }: BenchCase): string {
  return `${sizePixels}/${filters}/${blocks}`;
}

export function targetsOf(benchCase: BenchCase): Targets {
  return targets[caseName(benchCase)] ?? {};
}

export function isMet(target: Target, value: number): boolean {
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

/** Short steps are repeated more often, so that a trial of each takes about as long. */
function lengthFor(sizePixels: number): Pick<BenchCase, 'repeats' | 'loopSteps'> {
  if (sizePixels <= 64) return { repeats: 15, loopSteps: 60 };
  if (sizePixels <= 128) return { repeats: 9, loopSteps: 20 };
  return { repeats: 3, loopSteps: 4 };
}
