import type { Job } from '../contract/jobs-contract.ts';
import type { JobEnd, JobKind, NewJob } from './job-kind.ts';

/** The persistent queue of long work: rows of the catalog, run by this process. */
export interface JobQueue {
  /** Kinds are registered once, before `open`. */
  register<Payload>(kind: JobKind<Payload>): void;
  /** Takes up what a killed process left and starts what waits. Returns the jobs that were interrupted. */
  open(): readonly Job[];
  add(job: NewJob): Job;
  get(jobId: number): Job;
  list(options: { readonly ended: number }): readonly Job[];
  /** Data that a finished job left. */
  outcome(jobId: number): unknown;
  /** Resolves when the job is no longer queued or running. */
  ended(jobId: number): Promise<JobEnd>;
  cancel(jobId: number): void;
  cancelGroup(groupId: string, when: 'now' | 'after-this'): void;
  cancelAll(): void;
  pause(jobId: number): void;
  /** Puts a paused or interrupted job back into the queue. */
  continue(jobId: number): void;
  retry(jobId: number): void;
  move(jobId: number, to: 'front' | 'back' | 'earlier' | 'later'): void;
  prune(): void;
  setHeld(isHeld: boolean): void;
  readonly isHeld: boolean;
  /** Every change, progress at most five times a second and job. Returns how to stop. */
  watch(listener: (job: Job) => void): () => void;
  /** Pauses what can be paused, lets the rest go back to the queue, and waits for both. */
  close(): Promise<void>;
}
