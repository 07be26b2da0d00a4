import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { mayWrite } from '../files/may-write.ts';
import { errorCode, writeError } from '../files/write-error.ts';
import { listBackups } from './backups.ts';

/** What the files say before SQLite opens them. */
export interface CatalogFile {
  readonly isNew: boolean;
  readonly isWritable: boolean;
}

/**
 * A missing or empty file is a new catalog only when nothing says that there was one: a write-ahead log beside it
 * (which SQLite would delete) or a backup. Otherwise it is what is left of a damaged one. Makes the catalog's
 * folder. Throws 'damaged-catalog', 'read-only-library' when a new one cannot be made here.
 */
export async function inspectCatalogFile(path: string): Promise<CatalogFile> {
  makeFolder(path);
  const isNew = sizeOf(path) === 0;
  const isWritable = mayWrite(dirname(path)) && (!existsSync(path) || mayWrite(path));
  if (isNew) await assertNeverUsed(path);
  if (isNew && !isWritable) throw readOnlyLibrary(path, 'it cannot be made here');
  return { isNew, isWritable };
}

export function readOnlyLibrary(path: string, what: string): CoreError {
  return new CoreError(
    'read-only-library',
    `The catalog "${path}" cannot be written to, and ${what}. Copy the library folder to a disk where you may write.`,
    { path },
  );
}

async function assertNeverUsed(path: string): Promise<void> {
  const hasLog = sizeOf(`${path}-wal`) > 0;
  const backups = await listBackups(path);
  const isMadeMeanwhile = sizeOf(path) > 0; // by another process
  if (isMadeMeanwhile || (!hasLog && backups.length === 0)) return;
  const state = existsSync(path) ? 'empty' : 'missing';
  throw new CoreError(
    'damaged-catalog',
    `The catalog "${path}" is ${state}, but there ${hasLog ? 'is a log of its changes' : `are ${backups.length} backups`}. ` +
      'Your photos are safe. Restore a backup or rebuild it from the files.',
    { path, state, backups: backups.map((backup) => backup.path) },
  );
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
      throw readOnlyLibrary(path, 'its folder cannot be made');
    throw writeError(error, path, 4096);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
