import { CoreError } from '../contract/core-error.ts';
import type { Failure } from '../contract/procedure.ts';
import type { Connection } from './connection.ts';
import { changes, type Change } from './sequence.ts';

/** `interrupted`: the process that trained it ended without saying so. */
export type RunState = 'running' | 'paused' | 'interrupted' | 'finished' | 'cancelled' | 'failed';

export interface NewRun {
  readonly name: string;
  readonly method: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Null when the dataset is not in the catalog, e.g. after rebuilding it. */
  readonly datasetVersionId: number | null;
  /** Absolute, or relative to the catalog's folder. */
  readonly folder: string;
  readonly steps: number;
  readonly state?: RunState;
  readonly step?: number;
}

export interface Run extends Required<NewRun>, Change {
  readonly id: number;
  readonly createdMs: number;
  /** Why its last training ended; null when that was in order. */
  readonly failure: Failure | null;
  /** The job of the queue that trains it, or did last; null for one that only commands trained. */
  readonly jobId: number | null;
  /** When it was put into the trash; null when it is not there. */
  readonly trashedMs: number | null;
}

/** What changes of a run; what is absent stays. */
export interface RunChange {
  readonly state?: RunState;
  readonly step?: number;
  readonly failure?: Failure | null;
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Runs {
  /** Adds a run, 'running' at step 0 unless told otherwise; hold its lock (`lockRun`) before. Throws 'output-exists' when name or folder is taken. */
  add(run: NewRun): Run;
  /** In the order in which they were made, those in the trash too. */
  list(): readonly Run[];
  find(name: string): Run | undefined;
  get(id: number): Run | undefined;
  /** The run that was changed last among those that can be resumed and are not in the trash. */
  newestUnfinished(): Run | undefined;
  /** Records where a run stands. */
  update(id: number, change: RunChange): Run;
  setJob(id: number, jobId: number): void;
  /** Null takes it out of the trash. */
  setTrashed(id: number, trashedMs: number | null): void;
  /** Forgets a run whose folder is gone; what it made stays. */
  remove(id: number): void;
}

interface RunRow extends Omit<Run, 'options' | 'failure'> {
  readonly options: string;
  readonly failure: string | null;
}

const select = `
SELECT id, name, method, options, dataset_version_id AS datasetVersionId, folder, state, step, steps,
  failure, job_id AS jobId, trashed_ms AS trashedMs, created_ms AS createdMs, changed_ms AS changedMs, changed_sequence AS changedSequence
FROM runs`;

export function runsIn(connection: Connection): Runs {
  const all = connection.prepare<object, RunRow>(`${select} ORDER BY id`);
  const byId = connection.prepare<object, RunRow>(`${select} WHERE id = @id`);
  const byName = connection.prepare<object, RunRow>(`${select} WHERE name = @name`);
  const unfinished = connection.prepare<object, RunRow>(
    `${select} WHERE state IN ('paused', 'interrupted', 'failed') AND trashed_ms IS NULL ORDER BY changed_sequence DESC LIMIT 1`,
  );
  const setJob = connection.prepare('UPDATE runs SET job_id = @jobId WHERE id = @id');
  const setTrashed = connection.prepare('UPDATE runs SET trashed_ms = @trashedMs WHERE id = @id');
  const remove = connection.prepare('DELETE FROM runs WHERE id = @id');
  const insert = inserter(connection);
  const update = updater(connection);
  const get = (id: number) => toRun(byId.get({ id }));
  return {
    add: (run) => connection.transaction(() => get(insert(run))!), // just inserted
    list: () => all.all({}).map(fromRow),
    find: (name) => toRun(byName.get({ name })),
    get,
    newestUnfinished: () => toRun(unfinished.get({})),
    update: (id, change) =>
      connection.transaction(() => {
        update(id, change);
        return get(id) ?? raiseNotFound(id);
      }),
    setJob: (id, jobId) => void setJob.run({ id, jobId }),
    setTrashed: (id, trashedMs) => void setTrashed.run({ id, trashedMs }),
    remove: (id) => void remove.run({ id }),
  };
}

function inserter(connection: Connection): (run: NewRun) => number {
  const taken = connection.prepare<object, { name: string }>(
    'SELECT name FROM runs WHERE name = @name OR folder = @folder',
  );
  const insert = connection.prepare(
    `INSERT INTO runs (name, method, options, dataset_version_id, folder, state, step, steps,
      created_ms, changed_ms, changed_sequence)
    VALUES (@name, @method, @options, @datasetVersionId, @folder, @state, @step, @steps,
      @changedMs, @changedMs, @changedSequence)`,
  );
  const change = changes(connection);
  return ({ name, method, options, datasetVersionId, folder, steps, state = 'running', step = 0 }) => {
    if (taken.get({ name, folder }) !== undefined) throw runExists(name, folder);
    const row = {
      name,
      method,
      options: JSON.stringify(options),
      datasetVersionId,
      folder,
      steps,
      state,
      step,
    };
    return insert.run({ ...row, ...change() }).id;
  };
}

function updater(connection: Connection): (id: number, change: RunChange) => void {
  const update = connection.prepare(
    `UPDATE runs SET state = coalesce(@state, state), step = coalesce(@step, step),
      options = coalesce(@options, options),
      failure = CASE WHEN @setsFailure THEN @failure ELSE failure END,
      changed_ms = @changedMs, changed_sequence = @changedSequence
    WHERE id = @id`,
  );
  const change = changes(connection);
  return (id, { state, step, failure, options }) =>
    void update.run({
      id,
      state: state ?? null,
      step: step ?? null,
      options: options === undefined ? null : JSON.stringify(options),
      setsFailure: Number(failure !== undefined),
      failure: failure ? JSON.stringify(failure) : null,
      ...change(),
    });
}

function toRun(row: RunRow | undefined): Run | undefined {
  return row && fromRow(row);
}

function fromRow(row: RunRow): Run {
  return {
    ...row,
    options: JSON.parse(row.options) as Record<string, unknown>,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
  };
}

function runExists(name: string, folder: string): CoreError {
  const message = `A run named "${name}" or in "${folder}" exists already. Choose another name, or resume that run.`;
  return new CoreError('output-exists', message, { name, folder });
}

function raiseNotFound(id: number): never {
  throw new CoreError(
    'run-not-found',
    `The catalog has no run number ${id}. List the runs to see which it has.`,
    { id },
  );
}
