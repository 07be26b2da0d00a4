import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { CoreError } from '../contract/core-error.ts';
import type { ErrorName } from '../contract/error-codes.ts';
import { freeBytesBeside } from '../files/free-bytes.ts';
import { mayWrite } from '../files/may-write.ts';

/** What a write to the catalog may need: some pages and their copies in the write-ahead log. */
const neededBytes = 2 ** 20;

/**
 * An error of SQLite as a CoreError: 'damaged-catalog', 'catalog-busy', 'read-only-library', 'disk-full' or
 * 'write-failed'. Anything else (a mistake in this program) passes unchanged.
 */
export function catalogError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const reason = reasonOf(error.code, path);
  if (reason === undefined) return error;
  const freeBytes = reason === 'disk-full' ? { neededBytes, freeBytes: freeBytesBeside(path) } : {};
  return new CoreError(
    reason,
    sentence(reason, path, error.code),
    { path, sqlite: error.code, ...freeBytes },
    {
      cause: error,
    },
  );
}

/** By the beginning of SQLite's code; the first that fits counts. */
const reasons: readonly (readonly [string, ErrorName])[] = [
  ['SQLITE_CORRUPT', 'damaged-catalog'],
  ['SQLITE_NOTADB', 'damaged-catalog'],
  ['SQLITE_BUSY', 'catalog-busy'],
  ['SQLITE_LOCKED', 'catalog-busy'],
  ['SQLITE_READONLY', 'read-only-library'],
  ['SQLITE_PERM', 'read-only-library'],
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR_SHMSIZE', 'disk-full'],
  ['SQLITE_IOERR', 'write-failed'],
  ['SQLITE_CANTOPEN', 'write-failed'],
];

function reasonOf(code: string, path: string): ErrorName | undefined {
  const reason = reasons.find(([beginning]) => code.startsWith(beginning))?.[1];
  return reason === 'write-failed' && existsSync(dirname(path)) && !mayWrite(dirname(path))
    ? 'read-only-library'
    : reason;
}

function sentence(reason: ErrorName, path: string, code: string): string {
  switch (reason) {
    case 'damaged-catalog':
      return `The catalog "${path}" is damaged (${code}). Your photos are safe. Restore a backup or rebuild it from the files.`;
    case 'catalog-busy':
      return `The catalog "${path}" is being written by another process. Wait until that is done, then try again.`;
    case 'read-only-library':
      return `The catalog "${path}" cannot be written to. Copy the library folder to a disk where you may write.`;
    case 'disk-full':
      return `The disk is full: the catalog "${path}" cannot grow. Free at least 1 MB; nothing that was saved is lost.`;
    default:
      return `The catalog "${path}" cannot be read or written (${code}). Check that its disk is connected.`;
  }
}
