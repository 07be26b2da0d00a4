import { CoreError } from '../contract/core-error.ts';
import type { Job } from '../contract/jobs-contract.ts';

const states: Readonly<Record<Job['state'], string>> = {
  queued: 'waiting',
  running: 'running',
  paused: 'paused',
  interrupted: 'interrupted',
  finished: 'finished',
  cancelled: 'cancelled',
  failed: 'ended with an error',
};
const participles = {
  pause: 'paused',
  continue: 'continued',
  cancel: 'cancelled',
  retry: 'started again',
  move: 'moved',
} as const satisfies Record<keyof Job['can'], string>;

/** Throws `job-state` where a job's state does not allow what is asked of it. */
export function assertCan(what: keyof Job['can'], { id, title, state, isStopping, can }: Job): void {
  if (can[what]) return;
  const now = isStopping ? 'about to stop' : states[state];
  throw new CoreError('job-state', `"${title}" cannot be ${participles[what]}: it is ${now}.`, { id, state });
}

export function jobNotFound(id: number): CoreError {
  return new CoreError(
    'job-not-found',
    `There is no job number ${id}. Look at the queue to see which there are.`,
    {
      id,
    },
  );
}
