import type { HealthNote, RunNews } from '../../contract/training-contract.ts';
import type { TrainRequest } from '../../work/train-task.ts';

type StepNews = Extract<RunNews, { type: 'step' }>;

type RetryNews = Extract<RunNews, { type: 'retry' }>;

/** What is known of a training while it runs. */
interface Live {
  readonly ask: (request: TrainRequest) => void;
  stage: string | undefined;
  step: StepNews | undefined;
}

/** A training whose process died, until it is tried again. */
interface Waiting {
  readonly news: RetryNews;
  readonly goOn: () => void;
}

/** The trainings of this process as they run, for those who watch and those who ask something of them. */
export class LiveRuns {
  readonly #live = new Map<number, Live>();
  readonly #notes = new Map<number, HealthNote[]>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<number, Set<(news: RunNews) => void>>();

  begin(runId: number, ask: (request: TrainRequest) => void): void {
    this.#live.set(runId, { ask, stage: undefined, step: undefined });
  }

  end(runId: number): void {
    this.#live.delete(runId);
  }

  isLive(runId: number): boolean {
    return this.#live.has(runId);
  }

  /** False when the run does not train now. */
  ask(runId: number, request: TrainRequest): boolean {
    const live = this.#live.get(runId);
    live?.ask(request);
    return live !== undefined;
  }

  lastStep(runId: number): StepNews | undefined {
    return this.#live.get(runId)?.step;
  }

  /** Tells that a training is tried again in a while; resolves when someone asks for it sooner. */
  wait(runId: number, news: RetryNews): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(runId, { news, goOn: resolve });
    this.tell(runId, news);
    return promise;
  }

  endWait(runId: number): void {
    this.#waiting.delete(runId);
  }

  /** Does nothing where no training waits. */
  retryNow(runId: number): void {
    this.#waiting.get(runId)?.goOn();
  }

  /** What the losses do not tell; undefined before they were read from the run's folder. */
  notes(runId: number): readonly HealthNote[] | undefined {
    return this.#notes.get(runId);
  }

  /** What was told of the run before. */
  setNotes(runId: number, notes: readonly HealthNote[]): void {
    this.#notes.set(runId, [...notes]);
  }

  tell(runId: number, news: RunNews): void {
    const live = this.#live.get(runId);
    if (live !== undefined && news.type === 'stage') live.stage = news.stage;
    if (live !== undefined && news.type === 'step') Object.assign(live, { stage: undefined, step: news });
    for (const listener of this.#listeners.get(runId) ?? []) listener(news);
  }

  /** Tells and keeps a note that the losses do not tell. */
  keepNote(runId: number, note: HealthNote): void {
    const others = (this.notes(runId) ?? []).filter(({ kind }) => kind !== note.kind);
    this.#notes.set(runId, [...others, note]);
    this.tell(runId, { type: 'note', note });
  }

  /** Where the run stands comes first. Returns how to stop listening. */
  listen(runId: number, listener: (news: RunNews) => void): () => void {
    const listeners = this.#listeners.get(runId) ?? new Set();
    this.#listeners.set(runId, listeners.add(listener));
    const { stage, step } = this.#live.get(runId) ?? {};
    const waiting = this.#waiting.get(runId);
    if (step !== undefined) listener(step);
    if (stage !== undefined) listener({ type: 'stage', stage });
    if (waiting !== undefined) listener(waiting.news);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(runId) === listeners) this.#listeners.delete(runId);
    };
  }
}
