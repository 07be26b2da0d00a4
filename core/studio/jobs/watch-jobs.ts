import { once } from 'node:events';
import type { Job } from '../../contract/jobs-contract.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';

/** Every change of a job until `signal` aborts. To a slow listener only the newest state of each job is kept. */
export async function* watchJobs(
  queue: Pick<JobQueue, 'watch'>,
  signal: AbortSignal,
): AsyncGenerator<Job, void, void> {
  const changed = new Map<number, Job>();
  const heard = new EventTarget();
  const stop = queue.watch((job) => {
    changed.set(job.id, job);
    heard.dispatchEvent(new Event('job'));
  });
  try {
    while (!signal.aborted) {
      const jobs = [...changed.values()];
      changed.clear();
      yield* jobs;
      if (changed.size === 0) await once(heard, 'job', { signal }).catch(() => undefined); // aborted
    }
  } finally {
    stop();
  }
}
