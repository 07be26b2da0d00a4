import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { isLockTaken, takeLock, type ProcessLock } from './process-lock.ts';

/** This process's use of a catalog, as others can see it: a lock file that is locked while the process lives. */
export interface Session {
  /** The session's name; the first call takes its lock. */
  name(): string;
  /** Whether the session of that name belongs to a living process. */
  isAlive(name: string): boolean;
  /** Releases the lock and removes its file. */
  end(): void;
}

export function createSession(catalogPath: string): Session {
  const folder = join(dirname(catalogPath), 'sessions');
  const own = `${randomUUID()}.lock`;
  const pathOf = (name: string) => join(folder, name);
  let lock: ProcessLock | undefined;
  return {
    name() {
      lock ??= takeOwn(folder, pathOf(own));
      return own;
    },
    isAlive(name) {
      const isAlive = isLockTaken(pathOf(name));
      if (!isAlive) rmSync(pathOf(name), { force: true }); // names are never used twice
      return isAlive;
    },
    end() {
      lock?.release();
      if (lock !== undefined) rmSync(pathOf(own), { force: true });
      lock = undefined;
    },
  };
}

function takeOwn(folder: string, path: string): ProcessLock {
  mkdirSync(folder, { recursive: true });
  const lock = takeLock(path);
  if (!('heldBy' in lock)) return lock;
  throw new CoreError(
    'catalog-busy',
    `"${path}" is locked by another process although its name is new. Try again.`,
  );
}
