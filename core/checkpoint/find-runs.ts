import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { errorCode } from '../files/write-error.ts';
import { checkpointFolder, checkpointSteps } from './checkpoint-folder.ts';
import { readCheckpointManifest } from './load-checkpoint.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import type { SavedCheckpoint } from './save-checkpoint.ts';

/** A run as its folder tells it; checkpoints oldest first, by their manifests (the tensors are not read). */
export interface FoundRun extends RunFolder {
  readonly checkpoints: readonly SavedCheckpoint[];
}

/** The runs under a folder, for rebuilding a catalog; `damaged` are run folders whose record cannot be read. */
export async function findRuns(
  runsFolder: string,
): Promise<{ readonly runs: readonly FoundRun[]; readonly damaged: readonly CoreError[] }> {
  const runs: FoundRun[] = [];
  const damaged: CoreError[] = [];
  for (const name of await folderNames(runsFolder)) {
    const found = await findRun(join(runsFolder, name));
    if (found instanceof CoreError) damaged.push(found);
    else runs.push(found);
  }
  return { runs, damaged };
}

async function findRun(folder: string): Promise<FoundRun | CoreError> {
  try {
    return { ...(await openRunFolder(folder)), checkpoints: await findCheckpoints(folder) };
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
}

async function findCheckpoints(runFolder: string): Promise<SavedCheckpoint[]> {
  const found: SavedCheckpoint[] = [];
  for (const step of await checkpointSteps(runFolder)) {
    const folder = checkpointFolder(runFolder, step);
    const manifest = await readCheckpointManifest(folder).catch(() => undefined); // damaged ones are found at resuming
    if (manifest === undefined) continue;
    const { milestone, state } = manifest;
    found.push({ folder, step, milestone, sizeBytes: state.sizeBytes, sha256: state.sha256 });
  }
  return found;
}

async function folderNames(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return names.filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
