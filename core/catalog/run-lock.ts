import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { isLockTaken, takeLock, type ProcessLock } from './process-lock.ts';

/**
 * Makes this process the only one that trains a run, until it releases the lock or ends. Throws 'run-busy' naming the
 * process that has it, 'run-not-found' when the folder does not exist, 'read-only-library'.
 */
export function lockRun(runFolder: string): ProcessLock {
  if (!statSync(runFolder, { throwIfNoEntry: false })?.isDirectory())
    throw new CoreError('run-not-found', `"${runFolder}" is not a run's folder. Check the name.`, {
      runFolder,
    });
  const lock = takeLock(lockPath(runFolder));
  if (!('heldBy' in lock)) return lock;
  const holder = lock.heldBy === undefined ? 'another process' : `process ${lock.heldBy}`;
  throw new CoreError(
    'run-busy',
    `The run "${runFolder}" is being trained by ${holder}. Stop that one first, or wait until it is done.`,
    { runFolder, processId: lock.heldBy },
  );
}

/** Whether a living process trains the run. */
export function isRunLocked(runFolder: string): boolean {
  return isLockTaken(lockPath(runFolder));
}

function lockPath(runFolder: string): string {
  return join(runFolder, 'lock.db');
}
