import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files/write-error.ts';

/** Where a run keeps its checkpoints. */
export function checkpointsFolder(runFolder: string): string {
  return join(runFolder, 'checkpoints');
}

/** The folder of one checkpoint, e.g. `checkpoints/step-000123`. */
export function checkpointFolder(runFolder: string, step: number): string {
  return join(checkpointsFolder(runFolder), `step-${String(step).padStart(6, '0')}`);
}

/** The steps that have a checkpoint folder, oldest first; whether they are whole is not checked. */
export async function checkpointSteps(runFolder: string): Promise<readonly number[]> {
  const names = await namesIn(checkpointsFolder(runFolder));
  return names
    .map((name) => /^step-(\d{6,15})$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((one, other) => one - other);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
