import type { Job } from '../../core/contract/jobs-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';

const ended: readonly Job['state'][] = ['finished', 'cancelled', 'failed'];

/** Resolves with a job once it has come to its end, however long that takes. */
export async function jobEnded(studio: Studio, jobId: number): Promise<Job> {
  const now = await studio.client.jobs.get({ jobId });
  if (ended.includes(now.state)) return now;
  return new Promise((resolve) => {
    const stop = $effect.root(() => {
      $effect(() => {
        const job = studio.jobs.find(jobId);
        if (job === undefined || !ended.includes(job.state)) return;
        resolve(job);
        queueMicrotask(() => stop());
      });
    });
  });
}
