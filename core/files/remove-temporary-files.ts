import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFileOwner } from './temporary-path.ts';

/**
 * Removes the temporary files and folders that killed processes left directly in `folder`; those of processes that
 * still live stay. Returns the removed names. A missing folder holds none.
 */
export async function removeTemporaryFiles(folder: string): Promise<readonly string[]> {
  return removeAbandoned(folder, await readdir(folder).catch(() => []));
}

/** The same for a folder whose names were read already. */
export async function removeAbandoned(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const name of names) {
    if (!(await isAbandoned(folder, name))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}

async function isAbandoned(folder: string, name: string): Promise<boolean> {
  const owner = temporaryFileOwner(name);
  if (owner === undefined) return false;
  if (owner !== process.pid) return !isAlive(owner) || (await isEnded(owner));
  // In a container an earlier process may have had our number: what is older than this process is not ours.
  const facts = await stat(join(folder, name)).catch(() => undefined);
  return facts !== undefined && facts.mtimeMs < Date.now() - process.uptime() * 1000;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** On Linux an orphan that has ended has its number until the first process of the system takes note of it. */
async function isEnded(processId: number): Promise<boolean> {
  const stat = await readFile(`/proc/${processId}/stat`, 'latin1').catch(() => '');
  return /^\) [ZX]/.test(stat.slice(stat.lastIndexOf(')')));
}
