import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Workplace } from '../kill-trials/workplace.ts';
import type { JobStart, TrialPlace } from './job-starts.ts';
import { libraryState, temporaryFiles } from './library-state.ts';

export interface CancelTrial {
  readonly kind: string;
  readonly cancelledAfterMs: number;
  /** The job had ended before it could be cancelled, after `effectiveMs`: nothing to judge. */
  readonly hadEnded: boolean;
  readonly acknowledgedMs: number;
  readonly effectiveMs: number;
  readonly faults: readonly string[];
}

/** What S-67 asks for; a job that does not stop by itself in time has its process killed. */
const acknowledgedWithinMs = 100;
const effectiveWithinMs = 5000;

export interface Cancelling {
  readonly afterMs: number;
  /** So many times as long as asked for may be taken: by a machine that does other work too. */
  readonly patience: number;
}

/** Starts a job, cancels it after a while, and compares the library with what it was. */
export async function runCancelTrial(
  workplace: Workplace,
  job: JobStart,
  place: TrialPlace,
  { afterMs: cancelAfterMs, patience }: Cancelling,
): Promise<CancelTrial> {
  const { house, areas } = workplace;
  mkdirSync(place.folder, { recursive: true });
  job.prepare?.(place);
  const before = await libraryState(workplace, { withRuns: !job.keepsRun });
  const jobId = await job.start(workplace, place);
  const startedMs = performance.now();
  await Promise.race([setTimeout(cancelAfterMs), house.queue.ended(jobId)]);
  const isTooLate = !house.queue.get(jobId).can.cancel;
  const askedMs = isTooLate ? startedMs : startedMs + cancelAfterMs;
  if (!isTooLate) await areas.jobs.cancel({ jobId }, { signal: new AbortController().signal });
  const acknowledgedMs = performance.now() - askedMs;
  const end = await house.queue.ended(jobId);
  const effectiveMs = performance.now() - askedMs;
  // It may have come to its end while it was told to stop.
  const hadEnded = isTooLate || end.state === 'finished';
  const after = await libraryState(workplace, { withRuns: !job.keepsRun });
  const left = await temporaryFiles([house.library.root, place.folder]);
  const faults = hadEnded
    ? []
    : [
        ...(end.state === 'cancelled' ? [] : [`it is ${end.state}`]),
        ...(acknowledgedMs <= acknowledgedWithinMs * patience
          ? []
          : [`acknowledged after ${Math.round(acknowledgedMs)} ms`]),
        ...(effectiveMs <= effectiveWithinMs * patience
          ? []
          : [`effective after ${Math.round(effectiveMs)} ms`]),
        ...left.map((file) => `left ${file}`),
        ...Object.keys(before)
          .filter((name) => before[name] !== after[name])
          .map((name) => `${name} changed: ${firstDifference(before[name]!, after[name]!)}`),
      ];
  rmSync(place.folder, { recursive: true, force: true });
  return { kind: job.kind, cancelledAfterMs: cancelAfterMs, hadEnded, acknowledgedMs, effectiveMs, faults };
}

function firstDifference(before: string, after: string): string {
  const at = [...after].findIndex((sign, index) => sign !== before[index]);
  const from = Math.max(0, at - 60);
  return `…${before.slice(from, at + 60)}… became …${after.slice(from, at + 60)}…`;
}
