import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CoreError } from '../contract/core-error.ts';
import type { ErrorName } from '../contract/error-codes.ts';
import { catalogError } from './sqlite-error.ts';

/**
 * A lock that the operating system takes back when the process ends, however it ends: SQLite's write lock on a small
 * file of its own, in which the process notes its number for others to read. Nobody has to delete anything after a
 * crash. Reading the file by other means than this releases the lock on Linux and macOS.
 */
export interface ProcessLock {
  release(): void;
}

/** Who has the lock instead; the number is absent when it could not be read. */
export interface HeldLock {
  readonly heldBy: number | undefined;
}

/** Takes the lock or says at once who has it. Throws the errors of `catalogError`, such as 'read-only-library', 'disk-full'. */
export function takeLock(path: string): ProcessLock | HeldLock {
  try {
    return takeOnce(path);
  } catch (error) {
    const failure = catalogError(error, path);
    if (!(failure instanceof CoreError) || failure.reason !== 'damaged-catalog') throw failure;
    rmSync(path, { force: true }); // a file that is no lock protects nothing
    return takeOnce(path);
  }
}

/**
 * Whether a living process has the lock, without writing anything to say so. A file that no process could lock (it is
 * damaged, or on a disk that is full or read-only) is not locked. Other errors are those of `catalogError`.
 */
export function isLockTaken(path: string): boolean {
  if (!existsSync(path)) return false;
  const database = openLockFile(path);
  try {
    begin(database);
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    const failure = catalogError(error, path);
    if (failure instanceof CoreError && unlockable.includes(failure.reason)) return false;
    throw failure;
  } finally {
    database.close();
  }
}

const unlockable: readonly ErrorName[] = ['damaged-catalog', 'disk-full', 'read-only-library'];

function takeOnce(path: string): ProcessLock | HeldLock {
  const database = openLockFile(path);
  try {
    begin(database);
    writeHolder(database);
    begin(database);
  } catch (error) {
    if (!isBusy(error)) {
      database.close();
      throw error;
    }
    const heldBy = readHolder(database);
    database.close();
    return { heldBy };
  }
  return { release: () => void database.close() };
}

function openLockFile(path: string): Database.Database {
  try {
    return new Database(path, { timeout: 0 });
  } catch (error) {
    throw catalogError(error, path);
  }
}

/** SQLite's RESERVED lock: one process at a time, while others may still read. */
function begin(database: Database.Database): void {
  database.exec('BEGIN IMMEDIATE');
}

function writeHolder(database: Database.Database): void {
  database.exec('CREATE TABLE IF NOT EXISTS holder (process_id INTEGER NOT NULL) STRICT; DELETE FROM holder');
  database.prepare('INSERT INTO holder VALUES (?)').run(process.pid);
  database.exec('COMMIT');
}

function readHolder(database: Database.Database): number | undefined {
  try {
    database.pragma('busy_timeout = 1000'); // the holder may be noting its number right now
    return database.prepare<[], number>('SELECT process_id FROM holder').pluck().get();
  } catch {
    return undefined;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
