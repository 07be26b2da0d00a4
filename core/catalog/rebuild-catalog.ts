import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { temporaryPathBeside } from '../files/temporary-path.ts';
import { aggregatesIn, type Aggregates } from './aggregates.ts';
import type { NewCheckpointRow } from './checkpoints.ts';
import { connect, type Connection } from './connection.ts';
import type { NewDatasetVersion } from './datasets.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations.ts';
import { setDurable } from './open-catalog.ts';
import { replaceCatalog, type Replacement } from './restore-catalog.ts';
import type { NewRun } from './runs.ts';
import { createSession } from './session.ts';
import type { NewTranslator } from './translators.ts';

/** What the files of a library tell: its dataset manifests, run folders and translator files. */
export interface LibraryContents {
  /** Of one dataset the oldest version first. */
  readonly datasets: readonly NewDatasetVersion[];
  readonly runs: readonly FoundRunRow[];
  readonly translators: readonly FoundTranslatorRow[];
}

export interface FoundRunRow extends Omit<NewRun, 'datasetVersionId'> {
  readonly dataset: { readonly name: string; readonly version: number };
  readonly checkpoints: readonly Omit<NewCheckpointRow, 'runId'>[];
}

export interface FoundTranslatorRow extends Omit<NewTranslator, 'runId'> {
  /** The name of the run that made it. */
  readonly run: string | null;
}

/**
 * Makes the catalog anew from the library's files; what was in its place is kept aside. Photos and their edit history
 * are only in the catalog and its backups. No process may have the catalog open. Throws 'disk-full', 'write-failed'.
 */
export async function rebuildCatalog(path: string, contents: LibraryContents): Promise<Replacement> {
  const catalog = resolve(path);
  const temporary = temporaryPathBeside(catalog);
  try {
    buildAt(temporary, contents);
    return await replaceCatalog(catalog, temporary);
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${temporary}${suffix}`, { force: true });
    throw error;
  }
}

function buildAt(path: string, contents: LibraryContents): void {
  const connection = connect(path);
  try {
    setDurable(connection);
    migrate(connection, migrations);
    fill(connection, contents);
  } finally {
    connection.close(); // the last one to close empties the write-ahead log into the file
  }
}

function fill(connection: Connection, { datasets, runs, translators }: LibraryContents): void {
  const catalog = aggregatesIn(connection, createSession(connection.path));
  connection.transaction(() => {
    for (const version of datasets) catalog.datasets.add(version);
    for (const run of runs) addRun(catalog, run);
    for (const { run, ...translator } of translators) {
      const runId = run === null ? null : (catalog.runs.find(run)?.id ?? null);
      catalog.translators.add({ ...translator, runId });
    }
  });
}

function addRun(catalog: Aggregates, { dataset, checkpoints, ...run }: FoundRunRow): void {
  const datasetVersionId = catalog.datasets.find(dataset.name, dataset.version)?.id ?? null;
  const { id: runId } = catalog.runs.add({ ...run, datasetVersionId });
  for (const checkpoint of checkpoints) catalog.checkpoints.add({ ...checkpoint, runId });
}
