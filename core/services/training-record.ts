import { relative, resolve } from 'node:path';
import type { Catalog } from '../catalog/open-catalog.ts';
import type { Run, RunState } from '../catalog/runs.ts';
import type { SavedCheckpoint } from '../checkpoint/save-checkpoint.ts';
import { CoreError } from '../contract/core-error.ts';
import { failureOf } from '../contract/failure.ts';
import type { TrainingResult, Work } from './core.ts';
import type { LibraryFolder } from './library-folder.ts';
import type { RunEnd } from '../work/train-run.ts';

/** Keeps the catalog's rows of one run while it trains; the files come first, always. The queue keeps the row of its own job. */
export class TrainingRecord {
  readonly #library: LibraryFolder;
  readonly #catalog: Catalog;
  readonly #run: Run;
  readonly #jobId: number | undefined;

  constructor(
    library: LibraryFolder,
    catalog: Catalog,
    run: Run,
    startedBy: 'command' | 'queue' = 'command',
  ) {
    this.#library = library;
    this.#catalog = catalog;
    this.#run = run;
    this.#jobId = startedBy === 'command' ? addJob(catalog, run) : undefined;
    catalog.runs.update(run.id, { state: 'running', failure: null });
  }

  checkpoint(
    { folder, step, sha256, sizeBytes, milestone }: SavedCheckpoint,
    removed: readonly number[],
  ): void {
    const { checkpoints, runs, jobs } = this.#catalog;
    const place = relative(this.#library.root, folder);
    checkpoints.add({ runId: this.#run.id, step, folder: place, sha256, sizeBytes, milestone });
    checkpoints.remove(this.#run.id, removed);
    runs.update(this.#run.id, { step });
    if (this.#jobId !== undefined) jobs.progress(this.#jobId, step / this.#run.steps);
  }

  end({ status, step, translators }: RunEnd, { onProgress }: Work): TrainingResult {
    const { name: run, id, steps, folder } = this.#run;
    for (const { path, ...translator } of translators) {
      const file = relative(this.#library.root, path);
      this.#catalog.translators.add({ ...translator, file, runId: id, step, origin: 'trained' });
      onProgress({
        type: 'translator-saved',
        translator: translator.name,
        direction: translator.direction,
        run,
        step,
        path,
      });
    }
    this.#catalog.runs.update(id, { state: status, step });
    if (this.#jobId !== undefined) this.#catalog.jobs.stop(this.#jobId, status);
    onProgress({ type: 'training-ended', run, step, steps, status });
    const root = resolve(this.#library.root, folder);
    return { run, folder: root, status, step, steps, translators: translators.map(({ path }) => path) };
  }

  /** On a full disk the catalog cannot be told either; the next start finds the run interrupted. */
  failure(error: unknown): void {
    const state: RunState =
      error instanceof CoreError && error.reason === 'diverged' ? 'failed' : 'interrupted';
    try {
      const failure = failureOf(error);
      this.#catalog.runs.update(this.#run.id, { state, failure });
      if (this.#jobId !== undefined) this.#catalog.jobs.stop(this.#jobId, state, { failure });
    } catch (failure) {
      if (!(failure instanceof CoreError)) throw failure;
    }
  }
}

function addJob(catalog: Catalog, { id, name }: Run): number {
  const job = catalog.jobs.add({
    kind: 'train-by-command',
    title: `Train "${name}"`,
    payload: { run: name },
    subject: { type: 'run', key: String(id) },
  });
  catalog.jobs.start(job.id);
  return job.id;
}
