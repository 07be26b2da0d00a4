import { stat } from 'node:fs/promises';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import type { RunTask } from './task.ts';

export interface FileToCheck {
  readonly id: number;
  /** Absolute; a file or a folder. */
  readonly path: string;
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
}

export interface FileFault {
  readonly id: number;
  readonly fault: 'missing' | 'empty' | 'changed';
}

/** Compares files with what is known of them. */
export const run: RunTask<{ readonly files: readonly FileToCheck[] }, readonly FileFault[]> = async (
  { files },
  { signal, turn },
) => {
  const faults: FileFault[] = [];
  for (const file of files) {
    await turn();
    signal.throwIfAborted();
    const fault = await faultOf(file);
    if (fault !== undefined) faults.push({ id: file.id, fault });
  }
  return faults;
};

async function faultOf({ path, sha256, sizeBytes }: FileToCheck): Promise<FileFault['fault'] | undefined> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) return 'missing';
  if (facts.isDirectory()) return undefined;
  if (facts.size === 0) return 'empty';
  if (sizeBytes !== null && facts.size !== sizeBytes) return 'changed';
  if (sha256 === null) return undefined;
  return (await sha256OfFile(path).catch(() => undefined)) === sha256 ? undefined : 'changed';
}
