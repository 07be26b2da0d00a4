import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findRuns } from '../checkpoint/find-runs.ts';
import { CoreError } from '../contract/core-error.ts';
import type { ErrorName } from '../contract/error-codes.ts';
import { parseManifest } from '../dataset/manifest.ts';
import type { RunTask } from './task.ts';

export interface DamagedRecord {
  readonly reason: ErrorName;
  readonly message: string;
}

/** Reads the records that a catalog could be made from anew, and tells which of them cannot be read. */
export const run: RunTask<
  { readonly runs: string; readonly datasets: string },
  readonly DamagedRecord[]
> = async ({ runs, datasets }, { signal }) => {
  const { damaged } = await findRuns(runs);
  const found: DamagedRecord[] = damaged.map(({ reason, message }) => ({ reason, message }));
  const names = await readdir(datasets, { recursive: true }).catch(() => []);
  for (const name of names.filter((path) => /[/\\]v\d+\.json$/.test(path))) {
    signal.throwIfAborted();
    const fault = await readManifest(join(datasets, name));
    if (fault !== undefined) found.push(fault);
  }
  return found;
};

async function readManifest(file: string): Promise<DamagedRecord | undefined> {
  try {
    parseManifest(await readFile(file, 'utf8'));
    return undefined;
  } catch (error) {
    const message =
      error instanceof CoreError ? error.message : `"${file}" cannot be read (${String(error)}).`;
    return { reason: 'damaged-manifest', message };
  }
}
