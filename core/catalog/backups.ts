import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { removeTemporaryFiles } from '../files/remove-temporary-files.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { temporaryPathBeside } from '../files/temporary-path.ts';
import { writeError } from '../files/write-error.ts';
import { connect, type Connection } from './connection.ts';
import { findFaultsApart } from './find-faults-apart.ts';
import { assertNoFaults, assertSound, isQuickToCheck } from './integrity.ts';
import { schemaVersion } from './migrate.ts';

export interface Backup {
  readonly path: string;
  /** Backups are numbered in the order in which they were made, whatever the clock says. */
  readonly number: number;
  readonly schemaVersion: number;
  readonly createdMs: number;
}

const kept = 10;
const dayMs = 24 * 60 * 60 * 1000;

/** The backups of a catalog, newest first. */
export async function listBackups(catalogPath: string): Promise<readonly Backup[]> {
  const folder = backupsFolder(catalogPath);
  const names = await readdir(folder).catch(() => []); // no folder, no backups
  const found = names.map((name) => parseName(folder, basename(catalogPath), name));
  return found.filter((backup) => backup !== undefined).sort((one, other) => other.number - one.number);
}

/**
 * Copies the catalog by SQLite's online backup while it may be written, checks the copy, and keeps the ten newest.
 * Returns the new backup's path. Throws 'cancelled', 'disk-full', 'write-failed', 'damaged-catalog' when the copy is not sound.
 */
export async function backUp(connection: Connection, signal?: AbortSignal): Promise<string> {
  const { path } = connection;
  const number = ((await listBackups(path))[0]?.number ?? 0) + 1;
  const backup = join(backupsFolder(path), nameOf(basename(path), number, schemaVersion(connection)));
  try {
    await mkdir(dirname(backup), { recursive: true });
    await removeTemporaryFiles(dirname(backup));
    await copySoundly(connection, backup, signal);
  } catch (error) {
    throw writeError(error, backup, pageBytes(connection));
  }
  for (const { path: old } of (await listBackups(path)).slice(kept)) await rm(old, { force: true });
  return backup;
}

/** Whether the last backup is a day old, or from a future that the clock has left again. */
export async function isBackupDue(catalogPath: string): Promise<boolean> {
  const newest = (await listBackups(catalogPath))[0];
  const ageMs = Date.now() - (newest?.createdMs ?? -Infinity);
  return ageMs < 0 || ageMs >= dayMs;
}

/** Copies a database to a new name: whole, checked, in one file, flushed. */
export async function copySoundly(connection: Connection, path: string, signal?: AbortSignal): Promise<void> {
  const temporary = temporaryPathBeside(path);
  try {
    await connection.copyTo(temporary, signal);
    await makeOneSoundFile(temporary, signal);
    await flush(temporary);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(`${temporary}${suffix}`, { force: true });
    throw error;
  }
}

/** Out of write-ahead mode, so that reading the copy later makes no files beside it. A large one is checked beside the work. */
async function makeOneSoundFile(path: string, signal: AbortSignal | undefined): Promise<void> {
  const copy = connect(path);
  const isQuick = isQuickToCheck(path);
  try {
    copy.pragma('journal_mode = DELETE');
    if (isQuick) assertSound(copy);
  } finally {
    copy.close();
  }
  if (!isQuick) assertNoFaults(path, (await findFaultsApart(path, signal, { withDangling: false })).damage);
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function backupsFolder(catalogPath: string): string {
  return join(dirname(catalogPath), 'backups');
}

/** E.g. `catalog.db-000012-v3-1767225600000.db`: number, schema version, time in ms. */
function nameOf(catalogName: string, number: number, version: number): string {
  return `${catalogName}-${String(number).padStart(6, '0')}-v${version}-${Date.now()}.db`;
}

function parseName(folder: string, catalogName: string, name: string): Backup | undefined {
  if (!name.startsWith(`${catalogName}-`)) return undefined;
  const match = /^(\d{6,})-v(\d+)-(\d+)\.db$/.exec(name.slice(catalogName.length + 1));
  if (match === null) return undefined;
  const [number, version, createdMs] = match.slice(1).map(Number);
  return { path: join(folder, name), number: number!, schemaVersion: version!, createdMs: createdMs! };
}

function pageBytes(connection: Connection): number {
  return Number(connection.pragma('page_count')) * Number(connection.pragma('page_size'));
}
