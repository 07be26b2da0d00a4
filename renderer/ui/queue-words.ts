import type { Job } from '../../core/contract/jobs-contract.ts';
import { batchLeft } from './batch-left.ts';
import { formatCount, formatLeft, formatPercent } from './format.ts';

/** `2 running · 14 waiting · 3 to 5 min left`, and what needs a look. */
export function sayQueue(jobs: readonly Job[], isHeld: boolean): string {
  const count = (...states: readonly Job['state'][]): number =>
    jobs.filter(({ state }) => states.includes(state)).length;
  const said = [
    [count('running'), 'running'],
    [count('queued'), isHeld ? 'held' : 'waiting'],
    [count('paused'), 'paused'],
    [count('interrupted'), 'interrupted'],
    [count('failed'), 'failed'],
  ] as const;
  const parts = said
    .filter(([amount]) => amount > 0)
    .map(([amount, word]) => `${formatCount(amount)} ${word}`);
  const left = isHeld ? null : batchLeft(jobs);
  const all = left === null ? parts : [...parts, formatLeft(left.low, left.high)];
  return all.length === 0 ? 'Nothing to do' : all.join(' · ');
}

const stateWords: Readonly<Record<Job['state'], string>> = {
  queued: 'Waiting',
  running: 'Running',
  paused: 'Paused',
  interrupted: 'Interrupted',
  finished: 'Done',
  cancelled: 'Cancelled. Nothing was changed',
  failed: 'Failed',
};

/** One line on how a job stands. */
export function sayJob(job: Job): string {
  if (job.isStopping) return 'Stopping…';
  if (job.state === 'queued') return job.waitingFor ?? stateWords.queued;
  if (job.state === 'running') return sayRunning(job);
  return job.failure?.message ?? job.summary ?? stateWords[job.state];
}

function sayRunning({ stage, fraction, etaSeconds }: Job): string {
  const parts = [
    stage ?? stateWords.running,
    fraction === null ? '' : formatPercent(fraction),
    etaSeconds === null ? '' : formatLeft(etaSeconds.low, etaSeconds.high),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** A training in few words: where it is and what is left at most. */
export function sayTraining(job: Job): string {
  const left = job.etaSeconds === null ? '' : formatLeft(job.etaSeconds.high);
  return job.isStopping ? sayJob(job) : [job.stage ?? '', left].filter((part) => part !== '').join(' · ');
}

/** What a screen reader hears of the queue: the first running job and how many more. */
export function announceQueue(jobs: readonly Job[]): string {
  const running = jobs.filter(({ state }) => state === 'running');
  const first = running[0];
  if (first === undefined) return '';
  const more = running.length > 1 ? `, and ${formatCount(running.length - 1)} more running` : '';
  return `${first.title}: ${sayJob(first)}${more}`;
}

/** Running, then waiting in their order, then those that want a decision, then the newest that ended. */
export function inOrder(jobs: readonly Job[]): readonly Job[] {
  const rank: Readonly<Record<Job['state'], number>> = {
    running: 0,
    paused: 1,
    interrupted: 1,
    queued: 2,
    failed: 3,
    finished: 3,
    cancelled: 3,
  };
  // Jobs come in the order of the queue, and sorting keeps the order of equals.
  return [...jobs].sort(
    (a, b) =>
      rank[a.state] - rank[b.state] || (rank[a.state] === 3 ? (b.endedMs ?? 0) - (a.endedMs ?? 0) : 0),
  );
}
