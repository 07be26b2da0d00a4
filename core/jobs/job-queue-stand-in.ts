import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openForTest } from '../catalog/catalog-stand-in.ts';
import type { Catalog } from '../catalog/open-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import type { Job } from '../contract/jobs-contract.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { createJobQueue } from './create-job-queue.ts';
import type { JobKind, JobOutcome, JobWork } from './job-kind.ts';
import type { JobQueue } from './job-queue.ts';

/** Work that waits to be told how it ends, and stops when it is asked to. */
export interface Controlled {
  readonly work: JobWork;
  finish(outcome?: JobOutcome): void;
  fail(error: unknown): void;
}

export interface TestQueue {
  readonly queue: JobQueue;
  readonly catalog: Catalog;
  /** The running work of a job, by its payload. */
  running(payload: string): Controlled;
  /** Payloads in the order in which they were started, and those that were put back. */
  readonly started: readonly string[];
  readonly undone: readonly string[];
  /** Everything that was told of jobs. */
  readonly told: readonly Job[];
}

export interface QueueOptions {
  readonly path?: string;
  /** The catalog cannot grow beyond, as on a full disk. */
  readonly maximumPages?: number;
  /** Changes one of the kinds `one`, `two` (class `disk`) and `train` (class `trainer`, pauses, `interrupted`). */
  readonly kinds?: Partial<JobKind<string>>;
  readonly isOpen?: boolean;
}

/** A queue over a real catalog with kinds of work that a test controls. */
export async function openQueue({
  path,
  maximumPages,
  kinds,
  isOpen = true,
}: QueueOptions = {}): Promise<TestQueue> {
  const catalog = await openForTest(path ?? join(temporaryFolder(), 'catalog.db'), {
    ...(maximumPages !== undefined && { maximumPages }),
  });
  const queue = createJobQueue(catalog);
  const running = new Map<string, Controlled>();
  const started: string[] = [];
  const undone: string[] = [];
  const told: Job[] = [];
  const run = (payload: string, work: JobWork) => {
    const { promise, resolve, reject } = Promise.withResolvers<JobOutcome>();
    started.push(payload);
    running.set(payload, { work, finish: (outcome = {}) => resolve(outcome), fail: reject });
    work.signal.addEventListener('abort', () => reject(new CoreError('cancelled', 'Stopped.')));
    return promise;
  };
  const undo = (payload: string) => void undone.push(payload);
  const common = { run, undo, canPause: false, afterCrash: 'requeue' } as const;
  queue.register<string>({ ...common, kind: 'one', resource: 'disk', ...kinds });
  queue.register<string>({ ...common, kind: 'two', resource: 'disk', ...kinds });
  const train = { kind: 'train', resource: 'trainer', canPause: true, afterCrash: 'interrupted' } as const;
  queue.register<string>({ ...common, ...train, ...kinds });
  queue.watch((job) => told.push(job));
  if (isOpen) queue.open();
  onTestFinished(() => queue.close());
  return { queue, catalog, running: (payload) => running.get(payload)!, started, undone, told };
}

/** Lets everything that only waits for other promises go on. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

export const jobOf = (payload: string, kind: 'one' | 'two' | 'train' = 'one') => ({
  kind,
  title: `Do ${payload}`,
  payload,
});
