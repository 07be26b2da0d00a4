import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../../catalog/runs.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { RunNews } from '../../contract/training-contract.ts';
import type { JobWork } from '../../jobs/job-kind.ts';
import type { LiveRuns } from './live-runs.ts';

type Retry = Omit<Extract<RunNews, { type: 'retry' }>, 'type'>;

/** Tells of the back-off and waits for it, or until a person wants to go on at once. Throws `cancelled`. */
export async function waitForRetry(
  live: LiveRuns,
  run: Run,
  { report, signal }: Pick<JobWork, 'report' | 'signal'>,
  retry: Retry,
): Promise<void> {
  const { fromStep, seconds, attempt, attempts } = retry;
  report({
    stage: `The training stopped unexpectedly. Trying again from step ${fromStep} in ${seconds} s (${attempt} of ${attempts})`,
  });
  const isOver = new AbortController();
  const stopped = AbortSignal.any([signal, isOver.signal]);
  try {
    const time = sleep(seconds * 1000, undefined, { signal: stopped }).catch(() => undefined);
    await Promise.race([live.wait(run.id, { type: 'retry', ...retry }), time]);
  } finally {
    isOver.abort();
    live.endWait(run.id);
  }
  if (signal.aborted) throw new CoreError('cancelled', 'Stopped as asked.');
}

/** D-TRN-003 */
export function diedTooOften({ id }: Run, step: number, attempts: number, cause: unknown): CoreError {
  const kept = step > 0 ? `Nothing is lost: checkpoint ${step} is good.` : 'There is no checkpoint yet.';
  const why = cause instanceof CoreError ? cause.message : '';
  const message = `The training stopped unexpectedly ${attempts + 1} times after each other. ${kept} Close other programs and continue, or choose a smaller size. ${why}`;
  return new CoreError('training-died', message.trim(), { runId: id, step }, { cause });
}
