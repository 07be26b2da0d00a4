import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Run } from '../../catalog/runs.ts';
import { createRunFolder, type RunRecord } from '../../checkpoint/run-folder.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { OptionValues, PreflightCheck } from '../../contract/training-contract.ts';
import { assertName } from '../../services/library-names.ts';
import type { ManifestShelf } from '../datasets/manifest-shelf.ts';
import type { House } from '../house.ts';
import type { TrainingCosts } from './training-costs.ts';

export interface StartRequest {
  readonly name: string;
  readonly dataset: string;
  readonly method: string;
  readonly options: OptionValues;
}

export interface StartHouse {
  readonly house: House;
  readonly shelf: ManifestShelf;
  readonly costs: TrainingCosts;
  readonly preflight: (request: Omit<StartRequest, 'name'>) => Promise<readonly PreflightCheck[]>;
}

/**
 * Makes a run and puts its training into the queue. Everything that can be refused is refused before its folder is made:
 * `invalid-option`, `unsuitable-size`, `output-exists`, `dataset-not-found`, and whatever problem the pre-flight finds.
 */
export async function startRun(
  { house, shelf, costs, preflight }: StartHouse,
  request: StartRequest,
): Promise<Run> {
  const { name, method, dataset } = request;
  assertName('training', name);
  assertFree(house, name);
  const { row } = await shelf.newest(dataset);
  const [described] = await costs.describe(method, [request.options]);
  assertReady(await preflight(request));
  const options = { ...described!.options } as RunRecord['options'];
  const record: RunRecord = {
    ...{ formatVersion: 1, name, method, options, steps: described!.options.steps, createdMs: Date.now() },
    dataset: { name: row.name, version: row.version },
  };
  const folder = join(house.library.runs, name);
  const datasetManifest = await readFile(shelf.fileOf(row), 'utf8');
  assertFree(house, name);
  await createRunFolder({ folder, record, datasetManifest });
  const run = house.catalog.runs.add({
    ...{ name, method, options, steps: record.steps, state: 'paused' },
    datasetVersionId: row.id,
    folder: relative(house.library.root, folder),
  });
  return enqueue(house, run);
}

/** A job of its own for a run that has none to go on with. */
export function enqueue(house: House, { id, name }: Run): Run {
  const job = house.queue.add({
    kind: 'train',
    title: `Train ${name}`,
    payload: { runId: id },
    subject: { type: 'run', key: String(id) },
  });
  house.catalog.runs.setJob(id, job.id);
  house.changes.publish({ topic: 'runs', ids: [id] });
  return house.catalog.runs.get(id)!; // just updated
}

function assertFree({ catalog, library }: House, name: string): void {
  if (catalog.runs.find(name) === undefined && !existsSync(join(library.runs, name))) return;
  throw new CoreError(
    'output-exists',
    `A training named "${name}" exists already, perhaps in the trash. Choose another name.`,
    { name },
  );
}

function assertReady(checks: readonly PreflightCheck[]): void {
  const problem = checks.find(({ level }) => level === 'problem');
  if (problem === undefined) return;
  throw new CoreError(
    'invalid-option',
    `The training cannot start. ${problem.text} ${problem.action ?? ''}`.trim(),
    {
      checks,
    },
  );
}
