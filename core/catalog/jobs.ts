import type { Connection } from './connection.ts';
import { changes, type Change } from './sequence.ts';

/** `interrupted`: the process that ran it ended without saying so. */
export type JobState = 'queued' | 'running' | 'paused' | 'interrupted' | 'finished' | 'cancelled' | 'failed';

export interface Job extends Change {
  readonly id: number;
  readonly kind: string;
  readonly state: JobState;
  readonly payload: unknown;
  /** 0 to 1. */
  readonly progress: number;
  readonly error: string | null;
  /** The lock file of the process that runs it, or null. */
  readonly session: string | null;
  readonly createdMs: number;
}

export interface Jobs {
  /** Adds a job to the end of the queue; the payload is anything that JSON can hold. */
  add(job: { readonly kind: string; readonly payload: unknown }): Job;
  /** In the order in which they were added; with `state` only those. */
  list(state?: JobState): readonly Job[];
  get(id: number): Job | undefined;
  /** Marks a job as running in this process. */
  start(id: number): void;
  /** 0 to 1. */
  progress(id: number, fraction: number): void;
  /** Says how a job stopped. */
  stop(id: number, state: Exclude<JobState, 'queued' | 'running'>, error?: string): void;
  /** Puts a stopped job back into the queue. */
  requeue(id: number): void;
}

interface JobRow extends Omit<Job, 'payload'> {
  readonly payload: string;
}

const select = `
SELECT id, kind, state, payload, progress, error, session, created_ms AS createdMs, changed_ms AS changedMs,
  changed_sequence AS changedSequence
FROM jobs`;

/** `session` names the lock file of this process, which it takes at its first job. */
export function jobsIn(connection: Connection, session: () => string): Jobs {
  const all = connection.prepare<object, JobRow>(
    `${select} WHERE @state IS NULL OR state = @state ORDER BY id`,
  );
  const byId = connection.prepare<object, JobRow>(`${select} WHERE id = @id`);
  const add = inserter(connection);
  const set = updater(connection);
  const get = (id: number) => {
    const row = byId.get({ id });
    return row && fromRow(row);
  };
  return {
    add: ({ kind, payload }) => connection.transaction(() => get(add(kind, payload))!), // just inserted
    list: (state) => all.all({ state: state ?? null }).map(fromRow),
    get,
    start: (id) => set({ id, state: 'running', progress: null, error: null, session: session() }),
    progress: (id, progress) => set({ id, state: 'running', progress, error: null, session: session() }),
    stop: (id, state, error) =>
      set({ id, state, progress: state === 'finished' ? 1 : null, error: error ?? null, session: null }),
    requeue: (id) => set({ id, state: 'queued', progress: 0, error: null, session: null }),
  };
}

function inserter(connection: Connection): (kind: string, payload: unknown) => number {
  const insert = connection.prepare(
    `INSERT INTO jobs (kind, state, payload, progress, created_ms, changed_ms, changed_sequence)
    VALUES (@kind, 'queued', @payload, 0, @changedMs, @changedMs, @changedSequence)`,
  );
  const change = changes(connection);
  return (kind, payload) => insert.run({ kind, payload: JSON.stringify(payload), ...change() }).id;
}

interface JobChange {
  readonly id: number;
  readonly state: JobState;
  /** Null leaves it as it is. */
  readonly progress: number | null;
  readonly error: string | null;
  readonly session: string | null;
}

function updater(connection: Connection): (job: JobChange) => void {
  const update = connection.prepare(
    `UPDATE jobs SET state = @state, progress = coalesce(@progress, progress), error = @error, session = @session,
      changed_ms = @changedMs, changed_sequence = @changedSequence
    WHERE id = @id`,
  );
  const change = changes(connection);
  return (job) => connection.transaction(() => void update.run({ ...job, ...change() }));
}

function fromRow(row: JobRow): Job {
  return { ...row, payload: JSON.parse(row.payload) as unknown };
}
