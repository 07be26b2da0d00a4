import { RunningMedian } from './pace.ts';
import { RunningShare } from './running-share.ts';

/** How a training has fared over its last steps. */
export interface StepPace {
  /** The median: one slow step does not upset it. */
  readonly secondsPerStep: number;
  /** Of the time of these steps, the part in which nothing was done but waiting for pictures. */
  readonly dataFraction: number;
  /** Of the same time, the part of that wait in which pictures were read from the disk, not decoded. */
  readonly diskFraction: number;
}

/** What one step took. */
export interface StepTimes {
  readonly seconds: number;
  readonly dataSeconds: number;
  /** Of making the batch of the step, the part that was reading; 0 to 1. */
  readonly readingShare: number;
}

const steps = 51;

/** Measures the pace of a training. */
export class StepClock {
  readonly #durations = new RunningMedian(steps);
  readonly #data = new RunningShare(steps);
  readonly #disk = new RunningShare(steps);
  #isFirst = true;

  /** The first wait is for the preparation to begin, which says nothing about the pace. */
  add({ seconds, dataSeconds, readingShare }: StepTimes): void {
    this.#durations.add(seconds);
    if (!this.#isFirst) {
      this.#data.add(dataSeconds, seconds);
      this.#disk.add(dataSeconds * readingShare, seconds);
    }
    this.#isFirst = false;
  }

  get pace(): StepPace {
    return {
      secondsPerStep: this.#durations.value,
      dataFraction: this.#data.value,
      diskFraction: this.#disk.value,
    };
  }
}
