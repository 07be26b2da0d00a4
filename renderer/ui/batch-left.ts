import type { Job } from '../../core/contract/jobs-contract.ts';

/** How far photos of one batch differ from their mean. */
const spread = { low: 0.8, high: 1.3 };

/**
 * Seconds that are left of photos that were started together: from those of them that are done, so that it is corrected
 * with each; null before the first of them.
 */
export function batchLeft(jobs: readonly Job[]): { readonly low: number; readonly high: number } | null {
  const waiting = jobs.filter(({ state, groupId, kind }) => state === 'queued' && isPart(groupId, kind));
  if (waiting.length === 0) return null;
  const groups = new Set(waiting.map(({ groupId }) => groupId));
  const others = jobs.filter(({ groupId, kind }) => groups.has(groupId) && isPart(groupId, kind));
  const seconds = others.flatMap(({ state, startedMs, endedMs }) =>
    state === 'finished' && startedMs !== null && endedMs !== null ? [(endedMs - startedMs) / 1000] : [],
  );
  if (seconds.length === 0) return null;
  const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  const running = others.filter(({ state }) => state === 'running');
  const rest = running.reduce((sum, { fraction }) => sum + 1 - (fraction ?? 0), waiting.length);
  return { low: rest * mean * spread.low, high: rest * mean * spread.high };
}

function isPart(groupId: string | null, kind: string): boolean {
  return groupId !== null && kind === 'translate';
}
