import type { Job } from '../../core/contract/jobs-contract.ts';

/** What the filmstrip shows on a photo. */
export interface PhotoWork {
  readonly state: 'waiting' | 'running' | 'failed' | 'done' | 'none';
  /** 0 to 1, or null while it cannot be known. */
  readonly fraction: number | null;
  readonly text: string;
}

const nothing: PhotoWork = { state: 'none', fraction: null, text: '' };

/** The newest job of a photo decides; one that ended well leaves the result to speak for itself. */
export function workOf(photoId: number, jobs: readonly Job[], results: number): PhotoWork {
  const mine = jobs.filter(
    ({ kind, subject }) =>
      kind === 'translate' && subject?.type === 'photo' && subject.key === String(photoId),
  );
  const newest = mine.reduce<Job | undefined>(
    (latest, job) => (latest === undefined || job.id > latest.id ? job : latest),
    undefined,
  );
  const running = mine.find(({ state }) => state === 'running');
  if (running !== undefined) return { state: 'running', fraction: running.fraction, text: 'translating' };
  if (mine.some(({ state }) => state === 'queued' || state === 'paused'))
    return { ...nothing, state: 'waiting', text: 'waiting' };
  if (newest?.state === 'failed')
    return { ...nothing, state: 'failed', text: newest.failure?.message ?? 'failed' };
  return results > 0 || newest?.state === 'finished'
    ? { ...nothing, state: 'done', text: 'translated' }
    : nothing;
}
