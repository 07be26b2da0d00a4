import type { LoopLine } from '../trial-lines.ts';

/** Adds up where the time of a training loop goes, from the end of its first step to its last sheet. */
export class LoopClock {
  readonly #now: () => number;
  /** Of each step of the loop: seconds inside the step, seconds waiting for data, and when it ended. */
  readonly #steps: { readonly inside: number; readonly data: number; readonly ended: number }[] = [];
  #inside = 0;
  #sheetSeconds = NaN;

  constructor(now: () => number = () => performance.now() / 1000) {
    this.#now = now;
  }

  async timeStep<T>(step: () => Promise<T>): Promise<T> {
    const started = this.#now();
    const result = await step();
    this.#inside = this.#now() - started;
    return result;
  }

  stepEnded(dataSeconds: number): void {
    this.#steps.push({ inside: this.#inside, data: dataSeconds, ended: this.#now() });
  }

  sheetEnded(): void {
    this.#sheetSeconds = this.#now() - this.#steps.at(-1)!.ended;
  }

  line(): LoopLine {
    const timed = this.#steps.slice(1);
    const total = this.#steps.at(-1)!.ended - this.#steps[0]!.ended;
    const inside = timed.reduce((sum, step) => sum + step.inside, 0);
    const data = timed.reduce((sum, step) => sum + step.data, 0);
    return {
      loop_s_per_step: total / timed.length,
      step_s_in_loop: inside / timed.length,
      outside_fraction: 1 - inside / total,
      data_fraction: data / total,
      sheet_s: this.#sheetSeconds,
    };
  }
}
