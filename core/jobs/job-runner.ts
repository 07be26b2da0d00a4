import type { JobEnding, JobRow } from '../catalog/jobs.ts';
import type { Catalog } from '../catalog/open-catalog.ts';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { CoreError } from '../contract/core-error.ts';
import { failureOf } from '../contract/failure.ts';
import type { Failure } from '../contract/procedure.ts';
import type { JobKind, JobOutcome, ResourceClass } from './job-kind.ts';
import { RunningJob } from './running-job.ts';

/** A job of this process with the promise of its end. */
export interface Performed {
  readonly row: JobRow;
  readonly kind: JobKind<unknown>;
  readonly running: RunningJob;
  readonly done: Promise<void>;
}

export interface RunnerOptions {
  readonly catalog: Pick<Catalog, 'jobs' | 'transaction'>;
  readonly onChange: (jobId: number) => void;
  /** Called once the row says how the job ended. */
  readonly onEnd: (jobId: number) => void;
}

type Result =
  | { readonly kind: 'done'; readonly outcome: JobOutcome }
  | { readonly kind: 'thrown'; readonly error: unknown };

/** Jobs that are put back side by side and noted in one transaction. */
const undoneAtOnce = 100;

/** Between two tries to note how a job ended, while the disk is full. */
const notedAgainMs = 2000;

/** Runs jobs, stops them, and writes down how they ended. */
export class JobRunner {
  readonly #options: RunnerOptions;
  readonly #closing = new AbortController();
  readonly #performed = new Map<number, Performed>();
  /** Cancelled jobs that do not run: what they left is being put back. */
  #undone: Promise<unknown> = Promise.resolve();

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  get performed(): ReadonlyMap<number, Performed> {
    return this.#performed;
  }

  /** What has a class to itself just now. */
  using(resource: ResourceClass): Performed | undefined {
    return [...this.#performed.values()].find(({ kind }) => kind.resource === resource);
  }

  /** False where it cannot be noted, as on a full disk: then it waits on. */
  start(row: JobRow, kind: JobKind<unknown>): boolean {
    const { catalog, onChange } = this.#options;
    const { id } = row;
    if (!ignoreCoreError(() => catalog.jobs.start(id))) return false;
    const running = new RunningJob({
      write: (fraction, stage) => ignoreCoreError(() => catalog.jobs.progress(id, fraction, stage)),
      tell: () => onChange(id),
    });
    const done = this.#perform(row, kind, running);
    this.#performed.set(id, { row, kind, running, done });
    onChange(id);
    return true;
  }

  /** Asks a job that runs to stop; what is asked is known after a crash too. */
  stop(jobId: number, reason: 'cancel' | 'pause'): void {
    this.#options.catalog.jobs.ask(jobId, reason);
    this.#performed.get(jobId)?.running.stopping.abort(reason);
    this.#options.onChange(jobId);
  }

  /** Cancels jobs that do not run; thousands at a time keep nobody waiting. */
  putBack(jobs: readonly Pick<Performed, 'row' | 'kind'>[]): void {
    this.#undone = Promise.all([this.#undone, this.#putBackSlices(jobs)]);
  }

  async #putBackSlices(jobs: readonly Pick<Performed, 'row' | 'kind'>[]): Promise<void> {
    const { catalog, onEnd } = this.#options;
    for (let from = 0; from < jobs.length; from += undoneAtOnce) {
      const slice = jobs.slice(from, from + undoneAtOnce);
      const failures = await Promise.all(slice.map(({ row, kind }) => undo(row, kind)));
      ignoreCoreError(() =>
        catalog.transaction(() => {
          slice.forEach(({ row }, i) =>
            catalog.jobs.stop(row.id, 'cancelled', { failure: failures[i] ?? null }),
          );
        }),
      );
      for (const { row } of slice) onEnd(row.id);
      await setImmediate();
    }
  }

  /** Pauses what can be paused, stops the rest so that it starts again later, and waits for all. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const { row, kind, running } of this.#performed.values()) {
      if (kind.canPause) ignoreCoreError(() => this.stop(row.id, 'pause'));
      running.stopping.abort('close'); // a no-op where it has been aborted
    }
    await Promise.all([...this.#performed.values()].map(({ done }) => done));
    await this.#undone;
  }

  async #perform(row: JobRow, kind: JobKind<unknown>, running: RunningJob): Promise<void> {
    const { signal } = running.stopping;
    const report = running.report.bind(running);
    const result: Result = await Promise.resolve()
      .then(() => {
        if (signal.aborted) throw new CoreError('cancelled', 'Stopped as asked, before it began.');
        return kind.run(row.payload, { jobId: row.id, signal, report });
      })
      .then(
        (outcome) => ({ kind: 'done', outcome }),
        (error: unknown) => ({ kind: 'thrown', error }),
      );
    running.end();
    await this.#settle(row, kind, signal, result);
    this.#performed.delete(row.id);
    this.#options.onEnd(row.id);
  }

  async #settle(row: JobRow, kind: JobKind<unknown>, signal: AbortSignal, result: Result): Promise<void> {
    const { jobs } = this.#options.catalog;
    const isFinal = result.kind === 'done' && result.outcome.isFinal === true;
    const isCancelled = !isFinal && jobs.get(row.id)?.stopping === 'cancel';
    const failure = isCancelled ? await undo(row, kind) : null;
    await this.#note(row.id, () => {
      if (isCancelled && (result.kind === 'thrown' || kind.undo !== undefined))
        jobs.stop(row.id, 'cancelled', { failure });
      else if (result.kind === 'done') jobs.stop(row.id, 'finished', endingOf(result.outcome));
      else if (!isStop(result.error)) jobs.stop(row.id, 'failed', { failure: failureOf(result.error) });
      else if (signal.reason === 'pause') jobs.stop(row.id, 'paused');
      else if (signal.reason === 'close') jobs.requeue(row.id, { keepPlace: true });
      else jobs.stop(row.id, 'interrupted'); // its engine was taken from under it
    });
  }

  /** Tries until the disk has room for it; once the library closes, the next start finds the job interrupted. */
  async #note(jobId: number, write: () => void): Promise<void> {
    const { onChange } = this.#options;
    while (!ignoreCoreError(write) && !this.#closing.signal.aborted) {
      this.#performed.get(jobId)?.running.waitForRoom();
      onChange(jobId);
      await setTimeout(notedAgainMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
  }
}

/** What went wrong with putting back what a job left; null when nothing did. */
async function undo({ payload }: JobRow, kind: JobKind<unknown>): Promise<Failure | null> {
  try {
    await kind.undo?.(payload);
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

function isStop(error: unknown): boolean {
  return error instanceof CoreError && error.reason === 'cancelled';
}

function endingOf({ summary = null, outcome, failures = 0 }: JobOutcome): JobEnding {
  if (failures === 0) return { summary, outcome };
  const message = `${summary ?? 'It is done'}, but ${failures} ${failures === 1 ? 'part' : 'parts'} of it failed. Open it to see which.`;
  return {
    summary,
    outcome,
    failure: failureOf(new CoreError('finished-with-failures', message, { failures })),
  };
}

/** For what is noted on the side: work goes on where it cannot be noted. */
function ignoreCoreError(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return false;
  }
}
