import type { JobRow, Jobs } from '../catalog/jobs.ts';
import { CoreError } from '../contract/core-error.ts';
import { failureOf } from '../contract/failure.ts';
import type { Job } from '../contract/jobs-contract.ts';
import type { Failure } from '../contract/procedure.ts';
import type { JobEnd, JobKind } from './job-kind.ts';
import type { RunningJob } from './running-job.ts';

/** What a view of a job needs besides its row. */
export interface JobFacts {
  /** Undefined where this program does not know such work, or the command line does it. */
  readonly kind: JobKind<unknown> | undefined;
  /** Undefined where this process does not run it. */
  readonly running: RunningJob | undefined;
  readonly waitingFor: string | null;
}

/** A job as the page shows it. */
export function jobView(row: JobRow, { kind, running, waitingFor }: JobFacts): Job {
  const { id, title, subject, groupId, state, stopping, summary, createdMs, startedMs, endedMs } = row;
  return {
    id,
    kind: row.kind,
    title: title === '' ? row.kind : title,
    subject,
    groupId,
    state,
    isStopping: stopping !== null || running?.stopping.signal.aborted === true,
    fraction: running === undefined ? keptFraction(row) : running.fraction,
    stage: running?.stage ?? (state === 'interrupted' ? row.stage : null),
    etaSeconds: running?.etaSeconds ?? null,
    waitingFor,
    can: capabilities(row, kind, running !== undefined),
    failure: failureIn(row),
    summary,
    createdMs,
    startedMs,
    endedMs,
  };
}

function keptFraction({ progress }: JobRow): number | null {
  return progress === 0 ? null : progress;
}

/** What each state allows; a job that has been told to stop allows less. */
const allowed: Readonly<Record<JobRow['state'], readonly (keyof Job['can'])[]>> = {
  queued: ['pause', 'cancel', 'move'],
  running: ['pause', 'cancel'],
  paused: ['continue', 'cancel'],
  interrupted: ['continue', 'cancel', 'retry'],
  finished: [],
  cancelled: ['retry'],
  failed: ['retry'],
};

function capabilities(row: JobRow, kind: JobKind<unknown> | undefined, isRunning: boolean): Job['can'] {
  const isOurs = kind !== undefined && (row.state !== 'running' || isRunning);
  const may = (what: keyof Job['can']) =>
    isOurs && row.stopping === null && allowed[row.state].includes(what);
  return {
    pause: may('pause') && kind?.canPause === true,
    continue: may('continue'),
    // A pause takes its time; a person may lose patience.
    cancel: may('cancel') || (isOurs && row.stopping === 'pause'),
    retry: may('retry'),
    move: may('move'),
  };
}

function failureIn({ state, failure, title }: JobRow): Failure | null {
  if (state !== 'interrupted' || failure !== null) return failure;
  const message = `"${title}" stopped because Diptych ended while it ran. What it had saved is kept: continue it, or cancel it.`;
  return failureOf(new CoreError('interrupted', message));
}

/** How a job ended, to whoever waits for it; one that went back to the queue is interrupted. */
export function jobEnd(row: JobRow): JobEnd {
  const { state, summary, outcome } = row;
  if (state === 'finished') return { state, summary, outcome };
  if (state === 'failed') return { state, failure: row.failure ?? failureOf(undefined) };
  return { state: state === 'queued' || state === 'running' ? 'interrupted' : state };
}

/** What runs, what waits in its order, what can be continued, then the newest that ended. */
export function listedRows(
  jobs: Pick<Jobs, 'list' | 'listEnded'>,
  ended: number,
  isKnown: (kind: string) => boolean,
): readonly JobRow[] {
  const stopped = [...jobs.list('paused'), ...jobs.list('interrupted')]
    .filter(({ kind }) => isKnown(kind))
    .sort((a, b) => b.changedSequence - a.changedSequence);
  return [...jobs.list('running'), ...jobs.list('queued'), ...stopped, ...jobs.listEnded(ended)];
}
