import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What SQLite finds wrong with a catalog of any size, found in a thread of its own; empty when it is sound. */
export async function findFaultsApart(path: string, signal: AbortSignal): Promise<readonly string[]> {
  const worker = new Worker(new URL('./faults-worker.ts', import.meta.url), { workerData: path });
  try {
    const [faults] = (await once(worker, 'message', { signal })) as [readonly string[]];
    return faults;
  } finally {
    await worker.terminate();
  }
}
