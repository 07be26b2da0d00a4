import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { NewDatasetVersion } from '../catalog/datasets.ts';
import type { FoundRunRow, LibraryContents } from '../catalog/rebuild-catalog.ts';
import { findRuns, type FoundRun } from '../checkpoint/find-runs.ts';
import { CoreError } from '../contract/core-error.ts';
import { parseManifest, sides, type DatasetManifest } from '../dataset/manifest.ts';
import type { LibraryFolder } from './library-folder.ts';
import { findTranslatorFiles } from './translator-files.ts';

/** What the files of a library tell, and what of them cannot be read. */
export interface ReadLibrary {
  readonly contents: LibraryContents;
  readonly damaged: readonly CoreError[];
}

/** Reads what a library's files say, for a catalog that is to be made anew. */
export async function readLibrary(library: LibraryFolder): Promise<ReadLibrary> {
  const datasets = await readDatasets(library);
  const { runs, damaged } = await findRuns(library.runs);
  const translators = await findTranslatorFiles(library);
  return {
    contents: {
      datasets: whole(datasets),
      runs: runs
        .toSorted((a, b) => a.record.createdMs - b.record.createdMs)
        .map((run) =>
          runRow(
            library,
            run,
            whole(translators).some((made) => made.run === run.record.name),
          ),
        ),
      translators: whole(translators),
    },
    damaged: [...damaged, ...[...datasets, ...translators].filter((found) => found instanceof CoreError)],
  };
}

function whole<T>(found: readonly (T | CoreError)[]): T[] {
  return found.flatMap((one) => (one instanceof CoreError ? [] : [one]));
}

/** A run as its folder tells it; without its translators it is not finished, and resuming makes them. */
export function runRow(
  library: LibraryFolder,
  { folder, record, checkpoints }: FoundRun,
  hasTranslators: boolean,
): FoundRunRow {
  const step = checkpoints.at(-1)?.step ?? 0;
  const { name, method, options, dataset, steps } = record;
  return {
    name,
    method,
    options,
    dataset,
    steps,
    step,
    state: step >= steps && hasTranslators ? 'finished' : 'interrupted',
    folder: relative(library.root, folder),
    checkpoints: checkpoints.map((one) => ({ ...one, folder: relative(library.root, one.folder) })),
  };
}

/** The row of a dataset version whose manifest stands in a file with this text. */
export function datasetRow(
  library: LibraryFolder,
  file: string,
  text: string,
  { name, version, domains }: DatasetManifest,
): NewDatasetVersion {
  return {
    name,
    version,
    manifestPath: relative(library.root, file),
    manifestSha256: createHash('sha256').update(text).digest('hex'),
    images: sides.flatMap((side) => domains[side].images.map((image) => ({ side, ...image }))),
  };
}

async function readDatasets(library: LibraryFolder): Promise<(NewDatasetVersion | CoreError)[]> {
  const names = await readdir(library.datasets, { recursive: true }).catch(() => []);
  const files = names
    .filter((name) => /[/\\]v\d+\.json$/.test(name))
    .map((name) => join(library.datasets, name));
  const found = await Promise.all(files.map((file) => readDataset(library, file)));
  const version = (one: NewDatasetVersion | CoreError) => (one instanceof CoreError ? 0 : one.version);
  return found.sort((a, b) => version(a) - version(b));
}

async function readDataset(library: LibraryFolder, file: string): Promise<NewDatasetVersion | CoreError> {
  try {
    const text = await readFile(file, 'utf8');
    return datasetRow(library, file, text, parseManifest(text));
  } catch (error) {
    if (error instanceof CoreError) return error;
    return new CoreError(
      'damaged-manifest',
      `"${file}" cannot be read (${String(error)}).`,
      { file },
      { cause: error },
    );
  }
}
