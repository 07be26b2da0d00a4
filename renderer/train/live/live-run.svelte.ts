import type { RunInfo, RunNews } from '../../../core/contract/training-contract.ts';
import type { Failure } from '../../../core/contract/procedure.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import { appendLosses, type LossPoint, type LossSeries } from './loss-series.ts';
import { withNote } from './note-action.ts';

const pointsAtFirst = 2000;
const pointsMost = 4000;
const drawnEveryMs = 250;

type StepNews = Extract<RunNews, { type: 'step' }>;

/** What is known of a run, kept up to date while it runs. The points of its curves are bounded. */
export class LiveRun {
  info = $state.raw<RunInfo | null>(null);
  series = $state.raw<LossSeries>({ steps: [], values: {} });
  /** Of the last step. */
  pace = $state.raw<StepNews | null>(null);
  /** What it does before the next step; it may wait to be tried again. */
  doing = $state.raw<Extract<RunNews, { type: 'stage' | 'retry' }> | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly runId: number;
  readonly #studio: Studio;
  #waiting: StepNews[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWatching = false;
  #isReading = false;
  #isStale = false;

  constructor(studio: Studio, runId: number) {
    this.#studio = studio;
    this.runId = runId;
  }

  readonly isRunning = $derived.by(() => this.info?.state === 'running' || this.info?.state === 'queued');

  /** Follows the run until the returned function is called. */
  follow(): () => void {
    const stop = new AbortController();
    const forget = this.#studio.on(['runs', 'styles'], () => void this.read(stop.signal));
    void this.#open(stop.signal);
    return () => {
      stop.abort();
      forget();
      clearTimeout(this.#timer);
    };
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { runId } = this;
    await this.read(signal);
    await this.#studio.attempt(async () => {
      this.series = await this.#studio.client.training.losses({ runId, fromStep: 0, points: pointsAtFirst });
    });
  }

  /** Reads the facts; what is asked for meanwhile is read once more, once. */
  async read(signal: AbortSignal): Promise<void> {
    this.#isStale = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isStale && !signal.aborted) {
        this.#isStale = false;
        this.info = await this.#studio.client.training.get({ runId: this.runId });
        this.failure = null;
      }
    } catch (error) {
      this.failure = failureOf(error);
    }
    this.#isReading = false;
    if (this.isRunning) void this.#watch(signal);
  }

  async #watch(signal: AbortSignal): Promise<void> {
    if (this.#isWatching || signal.aborted) return;
    this.#isWatching = true;
    try {
      const news = await this.#studio.client.training.watch({ runId: this.runId }, { signal });
      for await (const one of news) this.#take(one, signal);
    } catch (error) {
      if (!signal.aborted && !isCancelled(error)) this.failure = failureOf(error);
    }
    this.#isWatching = false;
    this.#draw();
  }

  #take(news: RunNews, signal: AbortSignal): void {
    switch (news.type) {
      case 'step':
        this.#waiting.push(news);
        this.#timer ??= setTimeout(() => this.#draw(), drawnEveryMs);
        break;
      case 'stage':
      case 'retry':
        this.#draw(); // steps from before must not end it
        this.doing = news;
        break;
      case 'note':
        this.info = withNote(this.info, news.note);
        break;
      default:
        if (news.type === 'state') this.doing = null;
        void this.read(signal);
    }
  }

  /** Shows the steps that came since the last time. */
  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const points: readonly LossPoint[] = this.#waiting;
    this.pace = this.#waiting.at(-1) ?? this.pace;
    if (points.length > 0) this.doing = null;
    this.#waiting = [];
    this.series = appendLosses(this.series, points, pointsMost);
  }
}
