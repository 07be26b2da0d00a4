/** How often a run stops to save and to show. */
export interface Pace {
  /** Seconds between checkpoints; at most this much is lost to a power cut. */
  readonly checkpointSeconds: number;
  /** Steps between checkpoints, where time is not enough. */
  readonly checkpointSteps?: number;
  readonly sampleSteps: number;
  /** No samples while the disk has less left than this, usually 2 GB; checkpoints go on. */
  readonly leastFreeBytes?: number;
}

/** So much of the disk is left to checkpoints. */
export const usualFreeBytes = 2_000_000_000;

/** The pace of a run where nothing else is asked: a checkpoint in ten minutes, some twenty sample sheets. */
export function defaultPace(steps: number): Pace {
  return { checkpointSeconds: 600, sampleSteps: Math.max(25, Math.ceil(steps / 20)) };
}

/** Quarters of a run: their checkpoints are kept for good. */
export function isMilestone(step: number, steps: number): boolean {
  return step === steps || step % Math.max(1, Math.ceil(steps / 4)) === 0;
}

/** The median of the last durations, for an estimate that one slow step does not upset. */
export class RunningMedian {
  readonly #last: number[] = [];
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  add(value: number): void {
    this.#last.push(value);
    if (this.#last.length > this.#size) this.#last.shift();
  }

  /** NaN before the first value. */
  get value(): number {
    const sorted = this.#last.toSorted((a, b) => a - b);
    const middle = sorted.length / 2;
    return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle - 1)]!) / 2;
  }
}
