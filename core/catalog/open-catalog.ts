import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import type { ErrorName } from '../contract/error-codes.ts';
import { aggregatesIn, type Aggregates } from './aggregates.ts';
import { backUp, isBackupDue } from './backups.ts';
import { inspectCatalogFile, readOnlyLibrary, type CatalogFile } from './catalog-file.ts';
import { connect, connectToCopy, type Connection } from './connection.ts';
import { assertSound, integrityFaults, isQuickToCheck } from './integrity.ts';
import { checkSchema, migrate, schemaVersion } from './migrate.ts';
import type { Migration } from './migration.ts';
import { migrations as allMigrations } from './migrations.ts';
import { recoverCatalog, type Recovery } from './recover.ts';
import { createSession } from './session.ts';

/** The index of a library; the files it names are the truth. Write a file first, its row last. */
export interface Catalog extends Aggregates {
  readonly path: string;
  /** Open for looking only: everything that writes throws 'read-only-library'. */
  readonly readOnly: boolean;
  /** False when the catalog was too large to be checked while opening; then look at it beside the work. */
  readonly isChecked: boolean;
  /** What went wrong without keeping the catalog from opening, e.g. the daily backup on a full disk. */
  readonly warnings: readonly CoreError[];
  /** Marks what killed processes left running as 'interrupted'; call it at the start of the program. */
  recover(): Recovery;
  /** Everything in `work` or nothing; `work` must not wait for anything. */
  transaction<Result>(work: () => Result): Result;
  /** Makes a backup now, and returns its path. */
  backUp(): Promise<string>;
  /** The daily backup, where `defersBackup` left it out; what kept it from being made. Throws 'cancelled', 'damaged-catalog'. */
  backUpIfDue(signal: AbortSignal): Promise<readonly CoreError[]>;
  /** What SQLite finds wrong with the file; empty when it is sound. */
  faults(): readonly string[];
  close(): void;
}

export interface CatalogOptions {
  /** How long to wait for another process that writes. */
  readonly busyTimeoutMs?: number;
  /** Others than the program's own are for tests. */
  readonly migrations?: readonly Migration[];
  /** The file grows to at most so many pages of 4 KiB; for tests of a full disk. */
  readonly maximumPages?: number;
  /** The daily backup of a catalog that is too large to be checked is left to `backUpIfDue`. */
  readonly defersBackup?: boolean;
}

/**
 * Opens a library's catalog, making or upgrading it as needed, with a backup before an upgrade and one a day. Throws
 * 'damaged-catalog' (see `restoreCatalog` and `rebuildCatalog`; nothing has been changed), 'newer-catalog',
 * 'catalog-busy', 'disk-full', 'write-failed'. A catalog that cannot be written opens for looking if its schema is
 * the newest, otherwise 'read-only-library'.
 */
export async function openCatalog(path: string, options: CatalogOptions = {}): Promise<Catalog> {
  const { migrations = allMigrations, maximumPages } = options;
  const file = resolve(path);
  const facts = await inspectCatalogFile(file);
  const connection = facts.isWritable ? connect(file, options) : connectForReading(file);
  try {
    const isChecked = checkContent(connection, migrations);
    const prepared = { ...options, migrations, isChecked };
    const warnings = facts.isWritable ? await prepareToWrite(connection, facts, prepared) : [];
    if (maximumPages !== undefined) connection.pragma(`max_page_count = ${maximumPages}`);
    return catalogOver(connection, isChecked, warnings);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The settings that survived 60 of 60 kills; the write-ahead log lets readers read while one writes. */
export function setDurable(connection: Connection): void {
  for (const setting of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'trusted_schema = OFF',
  ])
    connection.pragma(setting);
}

function catalogOver(connection: Connection, isChecked: boolean, warnings: readonly CoreError[]): Catalog {
  const { path, readOnly } = connection;
  const session = createSession(path);
  const aggregates = aggregatesIn(connection, session);
  return {
    ...aggregates,
    path,
    readOnly,
    isChecked,
    warnings,
    recover: () =>
      readOnly ? { runs: [], jobs: [] } : recoverCatalog(path, aggregates.runs, aggregates.jobs, session),
    transaction: connection.transaction,
    backUp: () => backUp(connection),
    backUpIfDue: async (signal) => (readOnly ? [] : backUpDaily(connection, signal)),
    faults: () => integrityFaults(connection),
    close() {
      session.end();
      connection.close();
    },
  };
}

/** Before anything is written. Returns whether the whole file was checked. */
function checkContent(connection: Connection, migrations: readonly Migration[]): boolean {
  checkSchema(connection, migrations.length);
  if (connection.readOnly && schemaVersion(connection) < migrations.length)
    throw readOnlyLibrary(connection.path, 'it has to be upgraded before this version can read it');
  const isQuick = isQuickToCheck(connection.path);
  if (isQuick) assertSound(connection);
  return isQuick;
}

interface Preparation extends Pick<CatalogOptions, 'defersBackup'> {
  readonly migrations: readonly Migration[];
  readonly isChecked: boolean;
}

async function prepareToWrite(
  connection: Connection,
  { isNew }: CatalogFile,
  { migrations, isChecked, defersBackup = false }: Preparation,
): Promise<readonly CoreError[]> {
  const isOld = schemaVersion(connection) < migrations.length;
  if (isOld && !isNew) await backUp(connection);
  setDurable(connection);
  migrate(connection, migrations);
  return defersBackup && !isChecked ? [] : await backUpDaily(connection);
}

const seriousReasons: ReadonlySet<ErrorName> = new Set<ErrorName>(['damaged-catalog', 'cancelled']);

/** A full disk must not keep anyone from the photos: a failed daily backup is only reported. */
async function backUpDaily(connection: Connection, signal?: AbortSignal): Promise<readonly CoreError[]> {
  if (!(await isBackupDue(connection.path))) return [];
  try {
    await backUp(connection, signal);
    return [];
  } catch (error) {
    if (error instanceof CoreError && !seriousReasons.has(error.reason)) return [error];
    throw error;
  }
}

/** SQLite needs files beside a catalog in write-ahead mode even to read it; where it may not make them, a copy does. */
function connectForReading(path: string): Connection {
  const connection = connect(path, { readOnly: true });
  try {
    schemaVersion(connection);
    return connection;
  } catch (error) {
    connection.close();
    if (!(error instanceof CoreError) || error.reason === 'damaged-catalog') throw error;
    return connectToCopy(readFileSync(path), path);
  }
}
