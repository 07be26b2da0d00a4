import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DanglingRow } from './dangling.ts';

/** What is wrong with a catalog; both empty when it is sound. */
export interface CatalogFaults {
  /** In SQLite's words. */
  readonly damage: readonly string[];
  readonly dangling: readonly DanglingRow[];
}

/** What the thread is to look at. */
export interface FaultsOrder {
  readonly path: string;
  /** Rows that name what is not there are looked for too. */
  readonly withDangling: boolean;
}

/** What is wrong with a catalog of any size, found in a thread of its own. */
export async function findFaultsApart(
  path: string,
  signal?: AbortSignal,
  { withDangling }: Pick<FaultsOrder, 'withDangling'> = { withDangling: true },
): Promise<CatalogFaults> {
  const workerData: FaultsOrder = { path, withDangling };
  const worker = new Worker(new URL('./faults-worker.ts', import.meta.url), { workerData });
  try {
    const [faults] = (await once(worker, 'message', { ...(signal && { signal }) })) as [CatalogFaults];
    return faults;
  } finally {
    await worker.terminate();
  }
}
