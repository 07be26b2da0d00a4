import type { Failure } from '../contract/procedure.ts';
import type { Connection } from './connection.ts';
import { changes, type Change } from './sequence.ts';

/** `interrupted`: the process that ran it ended without saying so. */
export type JobState = 'queued' | 'running' | 'paused' | 'interrupted' | 'finished' | 'cancelled' | 'failed';

export interface JobSubject {
  readonly type: 'photo' | 'run' | 'dataset' | 'style' | 'import' | 'library';
  readonly key: string;
}

/** Where a waiting job stands: the highest priority starts first, then the lowest position. */
export interface JobPlace {
  readonly priority: number;
  readonly position: number;
}

export interface JobRow extends Change, JobPlace {
  readonly id: number;
  readonly kind: string;
  readonly state: JobState;
  readonly payload: unknown;
  /** 0 to 1. */
  readonly progress: number;
  readonly title: string;
  readonly subject: JobSubject | null;
  readonly groupId: string | null;
  /** What a person asked of it that is not done yet. */
  readonly stopping: 'cancel' | 'pause' | null;
  readonly stage: string | null;
  readonly failure: Failure | null;
  readonly summary: string | null;
  readonly outcome: unknown;
  /** The lock file of the process that runs it, or null. */
  readonly session: string | null;
  readonly createdMs: number;
  readonly startedMs: number | null;
  readonly endedMs: number | null;
}

export interface NewJobRow {
  readonly kind: string;
  /** Anything that JSON can hold. */
  readonly payload: unknown;
  readonly title?: string;
  readonly subject?: JobSubject | null;
  readonly groupId?: string | null;
  readonly priority?: number;
}

/** What a job leaves when it stops. */
export interface JobEnding {
  readonly failure?: Failure | null;
  readonly summary?: string | null;
  /** Anything that JSON can hold. */
  readonly outcome?: unknown;
}

export interface Jobs {
  /** Adds a job behind all others of its priority. */
  add(job: NewJobRow): JobRow;
  /** Those that wait in the order in which they start, otherwise in the order in which they were added. */
  list(state?: JobState): readonly JobRow[];
  /** The newest of those that ended and were not pruned. */
  listEnded(limit: number): readonly JobRow[];
  get(id: number): JobRow | undefined;
  /** In the order in which they were added; `get` tells more of each. */
  ofGroup(groupId: string): readonly Pick<JobRow, 'id' | 'state'>[];
  /** Marks a job as running in this process. */
  start(id: number): void;
  /** `fraction` is 0 to 1. */
  progress(id: number, fraction: number, stage?: string | null): void;
  /** Notes what a person asked, before it is done. */
  ask(id: number, stopping: 'cancel' | 'pause'): void;
  /** Says how a job stopped. */
  stop(id: number, state: Exclude<JobState, 'queued' | 'running'>, ending?: JobEnding): void;
  /** Puts a stopped job back into the queue, behind all others of its priority unless it is to keep its place. */
  requeue(id: number, options?: { readonly keepPlace: boolean }): void;
  place(id: number, place: JobPlace): void;
  /** Hides all that ended from `listEnded`. */
  prune(): void;
}

interface StoredJob extends Omit<JobRow, 'payload' | 'subject' | 'failure' | 'outcome'> {
  readonly payload: string;
  readonly subject: string | null;
  readonly failure: string | null;
  readonly outcome: string | null;
}

const select = `
SELECT id, kind, state, payload, progress, session, created_ms AS createdMs, changed_ms AS changedMs,
  changed_sequence AS changedSequence, title, subject, group_id AS groupId, priority, position, stopping, stage, failure,
  summary, outcome, started_ms AS startedMs, ended_ms AS endedMs
FROM jobs`;
const ended = "('finished', 'cancelled', 'failed')";

/** `session` names the lock file of this process, which it takes at its first job. */
export function jobsIn(connection: Connection, session: () => string): Jobs {
  const all = connection.prepare<object, StoredJob>(
    `${select} WHERE @state IS NULL OR state = @state
    ORDER BY CASE @state WHEN 'queued' THEN -priority END, CASE @state WHEN 'queued' THEN position END, id`,
  );
  const newest = connection.prepare<object, StoredJob>(
    `${select} WHERE state IN ${ended} AND pruned = 0 ORDER BY changed_sequence DESC LIMIT @limit`,
  );
  const byId = connection.prepare<object, StoredJob>(`${select} WHERE id = @id`);
  const ofGroup = connection.prepare<object, Pick<JobRow, 'id' | 'state'>>(
    'SELECT id, state FROM jobs WHERE group_id = @groupId ORDER BY id',
  );
  const add = inserter(connection);
  const get = (id: number) => {
    const row = byId.get({ id });
    return row && fromRow(row);
  };
  return {
    add: (job) => connection.transaction(() => get(add(job))!), // just inserted
    list: (state) => all.all({ state: state ?? null }).map(fromRow),
    listEnded: (limit) => newest.all({ limit }).map(fromRow),
    get,
    ofGroup: (groupId) => ofGroup.all({ groupId }),
    ...writersOf(connection, session),
  };
}

function inserter(connection: Connection): (job: NewJobRow) => number {
  const insert = connection.prepare(
    `INSERT INTO jobs (kind, state, payload, progress, title, subject, group_id, priority, position, created_ms,
      changed_ms, changed_sequence)
    VALUES (@kind, 'queued', @payload, 0, @title, @subject, @groupId, @priority,
      (SELECT coalesce(max(position), 0) + 1 FROM jobs WHERE priority = @priority), @changedMs, @changedMs,
      @changedSequence)`,
  );
  const change = changes(connection);
  return ({ kind, payload, title = '', subject = null, groupId = null, priority = 0 }) =>
    insert.run({
      ...{ kind, title, groupId, priority, payload: JSON.stringify(payload) },
      ...{ subject: jsonOf(subject), ...change() },
    }).id;
}

function writersOf(
  connection: Connection,
  session: () => string,
): Omit<Jobs, 'add' | 'list' | 'listEnded' | 'get' | 'ofGroup'> {
  const start = change(
    connection,
    `state = 'running', session = @session, failure = NULL, error = NULL, summary = NULL, outcome = NULL, stage = NULL,
    started_ms = @changedMs, ended_ms = NULL`,
  );
  const progress = change(
    connection,
    `state = 'running', session = @session, progress = @fraction, stage = coalesce(@stage, stage)`,
    connection.quickTransaction, // it is said again soon, and a disk can take a tenth of a second
  );
  const ask = change(connection, 'stopping = @stopping');
  const stop = change(
    connection,
    `state = @state, session = NULL, progress = CASE @state WHEN 'finished' THEN 1 ELSE progress END, error = @error,
    failure = @failure, summary = @summary, outcome = @outcome, ended_ms = @changedMs,
    stopping = CASE @state WHEN 'interrupted' THEN stopping END`,
  );
  const requeue = change(
    connection,
    `state = 'queued', session = NULL, stopping = NULL, failure = NULL, error = NULL, stage = NULL, ended_ms = NULL,
    pruned = 0, progress = CASE WHEN state IN ('paused', 'interrupted') THEN progress ELSE 0 END,
    position = CASE @keepPlace WHEN 1 THEN position ELSE
      (SELECT max(other.position) + 1 FROM jobs AS other WHERE other.priority = jobs.priority) END`,
  );
  const place = change(connection, 'priority = @priority, position = @position');
  const prune = connection.prepare(`UPDATE jobs SET pruned = 1 WHERE state IN ${ended}`);
  return {
    start: (id) => start({ id, session: session() }),
    progress: (id, fraction, stage = null) => progress({ id, fraction, stage, session: session() }),
    ask: (id, stopping) => ask({ id, stopping }),
    stop: (id, state, { failure = null, summary = null, outcome = null } = {}) =>
      stop({
        ...{ id, state, summary, error: failure?.message ?? null },
        ...{ failure: jsonOf(failure), outcome: jsonOf(outcome) },
      }),
    requeue: (id, options) => requeue({ id, keepPlace: options?.keepPlace === true ? 1 : 0 }),
    place: (id, { priority, position }) => place({ id, priority, position }),
    prune: () => void prune.run({}),
  };
}

/** A change of one job by its id; values come from the parameters of the call. */
function change(
  connection: Connection,
  assignments: string,
  transaction: <Result>(work: () => Result) => Result = connection.transaction,
): (parameters: Readonly<Record<string, unknown>>) => void {
  const update = connection.prepare(
    `UPDATE jobs SET ${assignments}, changed_ms = @changedMs, changed_sequence = @changedSequence WHERE id = @id`,
  );
  const next = changes(connection);
  return (parameters) => transaction(() => void update.run({ ...parameters, ...next() }));
}

function jsonOf(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function fromRow(row: StoredJob): JobRow {
  return {
    ...row,
    payload: JSON.parse(row.payload) as unknown,
    subject: parsed<JobSubject>(row.subject),
    failure: parsed<Failure>(row.failure),
    outcome: parsed<unknown>(row.outcome),
  };
}

function parsed<Value>(json: string | null): Value | null {
  return json === null ? null : (JSON.parse(json) as Value);
}
