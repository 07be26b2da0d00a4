import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Catalog } from '../catalog/open-catalog.ts';
import { lockRun } from '../catalog/run-lock.ts';
import type { Run } from '../catalog/runs.ts';
import { createRunFolder, type RunFolder } from '../checkpoint/run-folder.ts';
import { CoreError } from '../contract/core-error.ts';
import { formatManifest } from '../dataset/manifest.ts';
import type { Engines } from '../jobs/engines.ts';
import type {
  RunSummary,
  TrainingPace,
  TrainingRequest,
  TrainingResult,
  TrainingService,
  Work,
} from './core.ts';
import type { DatasetStore, StoredDataset } from './dataset-store.ts';
import { importInto } from './datasets.ts';
import type { LibraryFolder } from './library-folder.ts';
import { assertName, freeName } from './library-names.ts';
import { trainInEngine } from './train-in-engine.ts';
import { TrainingRecord } from './training-record.ts';

/** A run's folder before it is made, and what its row needs besides. */
interface NewRun extends RunFolder {
  readonly datasetVersionId: number;
}

export interface TrainingHouse {
  readonly library: LibraryFolder;
  readonly catalog: Catalog;
  readonly datasets: DatasetStore;
  readonly engines: Engines;
}

/** Training as people ask for it: in the engine for trainings, one process a run, the rows kept by this one. */
export function createTrainingService(house: TrainingHouse): TrainingService {
  return {
    async start(request, work) {
      const run = await prepareRun(house, request, work);
      await createRunFolder(run);
      return lockedWhile(run.folder, () => {
        return trainRun(house, addRun(house, run), request.pace ?? {}, work);
      });
    },
    async resume(name, work, pace = {}) {
      const run = findRun(house.catalog, name);
      if (run.state === 'finished') throw runFinished(run);
      return lockedWhile(resolve(house.library.root, run.folder), () => trainRun(house, run, pace, work));
    },
    list: () => house.catalog.runs.list().map((run) => summary(house, run)),
  };
}

/** Everything that can be refused is refused before the folder of the run is made. */
async function prepareRun(house: TrainingHouse, request: TrainingRequest, work: Work): Promise<NewRun> {
  const { library, catalog } = house;
  // Loaded when a training starts: TensorFlow.js takes its time, and listing runs has no use for it.
  const { completeOptions, findMethod } = await import('../work/find-method.ts');
  const method = findMethod(request.method);
  const options = { ...completeOptions(method, request.options) };
  if (request.name !== undefined) assertFreeRunName(catalog, request.name);
  const { row, manifest } = await findData(house, request, work);
  const isTaken = (name: string) =>
    catalog.runs.find(name) !== undefined || existsSync(join(library.runs, name));
  const name = request.name ?? freeName(row.name, isTaken);
  const { steps } = options;
  const dataset = { name: row.name, version: row.version };
  const createdMs = Date.now();
  return {
    folder: join(library.runs, name),
    record: { formatVersion: 1, name, method: method.id, options, dataset, steps, createdMs },
    datasetManifest: formatManifest(manifest),
    datasetVersionId: row.id,
  };
}

function addRun({ library, catalog }: TrainingHouse, { folder, record, datasetVersionId }: NewRun): Run {
  const { name, method, options, steps } = record;
  return catalog.runs.add({
    name,
    method,
    options,
    datasetVersionId,
    folder: relative(library.root, folder),
    steps,
  });
}

async function findData(
  house: TrainingHouse,
  { name, data }: TrainingRequest,
  work: Work,
): Promise<StoredDataset> {
  if (typeof data === 'string') return house.datasets.load(data);
  const dataset = name ?? (await house.datasets.nameFor(data));
  return importInto(house.datasets, house.catalog, { name: dataset, ...data }, work);
}

async function lockedWhile<T>(runFolder: string, work: () => Promise<T>): Promise<T> {
  const lock = lockRun(runFolder);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function trainRun(
  { library, catalog, engines }: TrainingHouse,
  run: Run,
  pace: TrainingPace,
  work: Work,
): Promise<TrainingResult> {
  const record = new TrainingRecord(library, catalog, run);
  const runFolder = resolve(library.root, run.folder);
  const task = {
    runFolder,
    cacheFolder: library.cache,
    translatorsFolder: library.translators,
    pace,
    exportsWhenPaused: true,
  };
  try {
    const end = await trainInEngine(engines, task, {
      ...work,
      onCheckpoint: (saved, removedSteps) => record.checkpoint(saved, removedSteps),
    });
    return record.end(end, work);
  } catch (error) {
    record.failure(error);
    throw error;
  }
}

function findRun(catalog: Catalog, name: string | undefined): Run {
  const run = name === undefined ? catalog.runs.newestUnfinished() : catalog.runs.find(name);
  if (run !== undefined) return run;
  throw new CoreError(
    'run-not-found',
    name === undefined
      ? 'There is no unfinished run. List them with `diptych runs`, or start one with `diptych train`.'
      : `There is no run "${name}". List them with \`diptych runs\`.`,
    { name },
  );
}

function runFinished({ name, steps }: Run): CoreError {
  return new CoreError(
    'run-finished',
    `The run "${name}" is finished: all its ${steps} steps are done. Use it with \`diptych translate --style ${name}\`.`,
    { name, steps },
  );
}

function assertFreeRunName(catalog: Catalog, name: string): void {
  assertName('run', name);
  if (catalog.runs.find(name) === undefined) return;
  throw new CoreError(
    'output-exists',
    `A run named "${name}" exists already. Continue it with \`diptych resume ${name}\`, or choose another name.`,
    { name },
  );
}

function summary({ library, catalog }: TrainingHouse, run: Run): RunSummary {
  const { name, method, state, step, steps, folder, createdMs, datasetVersionId } = run;
  const dataset = datasetVersionId === null ? undefined : catalog.datasets.get(datasetVersionId);
  return {
    name,
    method,
    dataset: dataset === undefined ? '-' : `${dataset.name} v${dataset.version}`,
    status: state,
    step,
    steps,
    createdAt: new Date(createdMs).toISOString(),
    folder: resolve(library.root, folder),
  };
}
