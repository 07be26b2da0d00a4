import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { done, failure, id, procedure, timeMs } from './procedure.ts';

export const jobState = z.enum([
  'queued',
  'running',
  'paused',
  'interrupted',
  'finished',
  'cancelled',
  'failed',
]);

const job = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  /** What it works on, for *Show result*. */
  subject: z
    .object({ type: z.enum(['photo', 'run', 'dataset', 'style', 'import', 'library']), key: z.string() })
    .nullable(),
  groupId: z.string().nullable(),
  state: jobState,
  /** Told to stop or pause, and not there yet. */
  isStopping: z.boolean(),
  /** 0 to 1; null while it cannot be known. */
  fraction: z.number().nullable(),
  stage: z.string().nullable(),
  etaSeconds: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** Why a queued job waits, in words. */
  waitingFor: z.string().nullable(),
  can: z.object({
    pause: z.boolean(),
    continue: z.boolean(),
    cancel: z.boolean(),
    retry: z.boolean(),
    move: z.boolean(),
  }),
  failure: failure.nullable(),
  /** What came of it, e.g. "214 photos, 3 duplicates". */
  summary: z.string().nullable(),
  createdMs: timeMs,
  startedMs: timeMs.nullable(),
  endedMs: timeMs.nullable(),
});
export type Job = z.infer<typeof job>;

const one = z.object({ jobId: id });

/** The queue of long work. */
export const jobsContract = {
  /** Running, waiting in their order, then the newest of those that ended. */
  list: procedure.input(z.object({ ended: z.int().min(0).max(1000) })).output(z.array(job)),
  get: procedure.input(one).output(job),
  /** Every change of a job, progress at most five times a second. */
  watch: procedure.output(eventIterator(job)),
  cancel: procedure.input(one).output(done),
  cancelGroup: procedure
    .input(z.object({ groupId: z.string(), when: z.enum(['now', 'after-this']) }))
    .output(done),
  cancelAll: procedure.output(done),
  pause: procedure.input(one).output(done),
  continue: procedure.input(one).output(done),
  /** Puts a failed, cancelled or interrupted job back into the queue. */
  retry: procedure.input(one).output(done),
  /** Among those that wait: before all others, after all others, or one place earlier or later. */
  move: procedure.input(one.extend({ to: z.enum(['front', 'back', 'earlier', 'later']) })).output(done),
  /** Forgets the jobs that ended. */
  prune: procedure.output(done),
  /** Stops taking new work from the queue, and goes on. */
  setHeld: procedure.input(z.object({ isHeld: z.boolean() })).output(done),
  isHeld: procedure.output(z.object({ isHeld: z.boolean() })),
};
