import type { Job } from '../../core/contract/jobs-contract.ts';

/** What the filmstrip shows on a photo. */
export interface PhotoWork {
  readonly state: 'waiting' | 'running' | 'failed' | 'done' | 'none';
  /** 0 to 1, or null while it cannot be known. */
  readonly fraction: number | null;
  readonly text: string;
}

const nothing: PhotoWork = { state: 'none', fraction: null, text: '' };

/** The translation of a photo that counts: the one that runs, else the newest. */
export function jobOf(photoId: number, jobs: readonly Job[]): Job | undefined {
  const mine = jobs.filter(
    ({ kind, subject }) =>
      kind === 'translate' && subject?.type === 'photo' && subject.key === String(photoId),
  );
  const newest = mine.reduce<Job | undefined>(
    (latest, job) => (latest === undefined || job.id > latest.id ? job : latest),
    undefined,
  );
  return mine.find(({ state }) => state === 'running') ?? newest;
}

/** One that ended well leaves the results to speak for themselves. */
export function workOf(photoId: number, jobs: readonly Job[], results: number): PhotoWork {
  const job = jobOf(photoId, jobs);
  const done: PhotoWork = { ...nothing, state: 'done', text: 'translated' };
  switch (job?.state) {
    case 'running':
      return { state: 'running', fraction: job.fraction, text: 'translating' };
    case 'queued':
    case 'paused':
      return { ...nothing, state: 'waiting', text: 'waiting' };
    case 'failed':
      return { ...nothing, state: 'failed', text: job.failure?.message ?? 'failed' };
    case 'finished':
      return done;
    default:
      return results > 0 ? done : nothing;
  }
}
