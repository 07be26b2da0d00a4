import type { LiveRun } from './live-run.svelte.ts';
import { indexAt } from './smooth.ts';

/** Which step is looked at: the newest while it follows, otherwise the one that was chosen. */
export class TimeLine {
  /** It shows the newest sample as it comes. */
  isFollowing = $state(true);
  #chosen = $state(0);
  /** Under the pointer on a chart; shown as long as it is there. */
  hovered = $state<number | null>(null);
  readonly #run: LiveRun;

  constructor(run: LiveRun) {
    this.#run = run;
  }

  get samples(): readonly number[] {
    return this.#run.info?.samples ?? [];
  }

  readonly index = $derived.by(() => {
    if (this.hovered !== null) return indexAt(this.samples, this.hovered);
    return this.isFollowing ? this.samples.length - 1 : indexAt(this.samples, this.#chosen);
  });
  /** The step of the sample that is shown; undefined before the first. */
  readonly step = $derived.by(() => this.samples[this.index]);

  /** Stays at a step. */
  choose(step: number): void {
    this.hovered = null;
    this.#chosen = step;
    this.isFollowing = false;
  }

  chooseIndex(index: number): void {
    const step = this.samples[Math.min(this.samples.length - 1, Math.max(0, index))];
    if (step !== undefined) this.choose(step);
  }

  go(by: number): void {
    this.chooseIndex(this.index + by);
  }

  /** To the next bookmark that way. */
  goBookmark(way: 1 | -1): void {
    const marks = (this.#run.info?.checkpoints ?? []).filter(({ isBookmarked }) => isBookmarked);
    const here = this.step ?? 0;
    const shown = marks.map(({ step }) => this.samples[indexAt(this.samples, step)] ?? step);
    const next = way === 1 ? shown.find((step) => step > here) : shown.findLast((step) => step < here);
    if (next !== undefined) this.choose(next);
  }

  /** It shows the newest sample, because it follows. */
  get isNewest(): boolean {
    return this.isFollowing && this.hovered === null;
  }

  follow(): void {
    this.hovered = null;
    this.isFollowing = true;
  }
}
