import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Catalog } from '../catalog/open-catalog.ts';
import { isRunLocked } from '../catalog/run-lock.ts';
import { findRuns } from '../checkpoint/find-runs.ts';
import { runRow } from './library-contents.ts';
import type { LibraryFolder } from './library-folder.ts';

/** Takes runs into the catalog that were killed between making their folder and their row, or restored without it. */
export async function adoptRuns(library: LibraryFolder, catalog: Catalog): Promise<void> {
  const known = new Set(catalog.runs.list().map(({ folder }) => basename(folder)));
  const folders = await readdir(library.runs).catch(() => []);
  if (folders.every((name) => known.has(name) || name.startsWith('.'))) return;
  const { runs } = await findRuns(library.runs);
  for (const run of runs.filter(({ folder }) => !known.has(basename(folder)) && !isRunLocked(folder))) {
    const { dataset, checkpoints, ...row } = runRow(library, run, false);
    catalog.transaction(() => {
      const datasetVersionId = catalog.datasets.find(dataset.name, dataset.version)?.id ?? null;
      const { id: runId } = catalog.runs.add({ ...row, datasetVersionId });
      for (const checkpoint of checkpoints) catalog.checkpoints.add({ ...checkpoint, runId });
    });
  }
}
