import type { EtaRange } from './eta-estimate.ts';
import { EtaEstimate } from './eta-estimate.ts';
import type { JobReport } from './job-kind.ts';

export interface RunningJobOptions {
  /** Keeps how far it is; called about once a second, for every write waits for the disk. */
  readonly write: (fraction: number, stage: string | null) => void;
  /** Tells whoever watches; called at most five times a second. */
  readonly tell: () => void;
}

const writeEveryMs = 1000;
const tellEveryMs = 200;

/** What is known of a job while it runs, beyond its row. */
export class RunningJob {
  readonly stopping = new AbortController();
  readonly #estimate = new EtaEstimate();
  readonly #write: Throttle;
  readonly #tell: Throttle;
  #fraction: number | null = null;
  #stage: string | null = null;
  #told: EtaRange | null | undefined;
  #isOver = false;

  constructor(options: RunningJobOptions) {
    this.#write = new Throttle(writeEveryMs, () => options.write(this.#fraction ?? 0, this.#stage));
    this.#tell = new Throttle(tellEveryMs, options.tell);
  }

  get fraction(): number | null {
    return this.#fraction;
  }

  get stage(): string | null {
    return this.#stage;
  }

  get etaSeconds(): EtaRange | null {
    return this.#told === undefined ? this.#estimate.range(performance.now()) : this.#told;
  }

  report({ fraction, stage, etaSeconds }: JobReport): void {
    if (this.#isOver) return;
    if (fraction !== undefined) this.#advance(fraction);
    if (stage !== undefined) this.#stage = stage;
    if (etaSeconds !== undefined) this.#told = etaSeconds;
    this.#write.ask();
    this.#tell.ask();
  }

  /** The work has ended, but a full disk does not let that be noted. */
  waitForRoom(): void {
    [this.#stage, this.#told] = [
      'The disk is full. Free some space: it ends here as soon as there is room.',
      null,
    ];
  }

  /** After this nothing is written or told any more. */
  end(): void {
    this.#isOver = true;
    this.#write.stop();
    this.#tell.stop();
  }

  #advance(fraction: number | null): void {
    // A kind that miscounts must not stop its own work.
    this.#fraction =
      fraction === null || !Number.isFinite(fraction) ? null : Math.min(1, Math.max(0, fraction));
    if (this.#fraction !== null) this.#estimate.add(this.#fraction, performance.now());
  }
}

/** Does something when asked, but not more often than every so many milliseconds; the last asking is never lost. */
class Throttle {
  readonly #everyMs: number;
  readonly #work: () => void;
  #timer: NodeJS.Timeout | undefined;
  #lastMs = performance.now(); // the start itself has just been written and told

  constructor(everyMs: number, work: () => void) {
    this.#everyMs = everyMs;
    this.#work = work;
  }

  ask(): void {
    if (this.#timer !== undefined) return;
    const waitMs = this.#lastMs + this.#everyMs - performance.now();
    if (waitMs <= 0) this.#now();
    else this.#timer = setTimeout(() => this.#now(), waitMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #now(): void {
    this.#timer = undefined;
    this.#lastMs = performance.now();
    this.#work();
  }
}
