import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { CoreError } from '../contract/core-error.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { temporaryPathBeside } from '../files/temporary-path.ts';
import { errorCode, writeError } from '../files/write-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { writeSynced } from '../files/write-synced.ts';
import { checkpointsFolder } from './checkpoint-folder.ts';

const record = z.object({
  formatVersion: z.literal(1),
  name: z.string().min(1),
  method: z.string().min(1),
  options: z.record(z.string(), z.json()),
  dataset: z.object({ name: z.string().min(1), version: z.int().positive() }),
  steps: z.int().positive(),
  createdMs: z.int(),
});

/** What a run was started with, as `options.json` has it; a person may change the learning rate later. */
export type RunRecord = z.infer<typeof record>;

export interface RunFolder {
  readonly folder: string;
  readonly record: RunRecord;
  /** The JSON text of the dataset's manifest, as it was when the run started. */
  readonly datasetManifest: string;
}

/**
 * Makes the folder of a new run, whole or not at all: options.json, dataset.json, samples/, checkpoints/. Throws
 * 'output-exists' when the name is taken, 'disk-full', 'write-failed'.
 */
export async function createRunFolder(run: RunFolder): Promise<void> {
  const temporary = temporaryPathBeside(run.folder);
  const texts = {
    'options.json': recordText(run.record),
    'dataset.json': run.datasetManifest,
  };
  try {
    await mkdir(join(temporary, 'samples'), { recursive: true });
    await mkdir(checkpointsFolder(temporary));
    for (const [name, text] of Object.entries(texts)) await writeSynced(join(temporary, name), text);
    await syncFolder(temporary);
    await giveNewName(temporary, run.folder);
    await syncFolder(dirname(run.folder));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined); // the first error is the one to report
    throw writeError(error, run.folder, Object.values(texts).join('').length);
  }
}

/** Reads what a run was started with. Throws 'run-not-found', 'damaged-run'. */
export async function openRunFolder(folder: string): Promise<RunFolder> {
  if (!(await isFolder(folder)))
    throw new CoreError('run-not-found', `"${folder}" is not a run's folder. Check the name of the run.`, {
      folder,
    });
  const options = await readText(folder, 'options.json');
  return {
    folder,
    record: parseRecord(folder, options),
    datasetManifest: await readText(folder, 'dataset.json'),
  };
}

/** Where a run appends its losses, one JSON line each. */
export function lossLogPath(runFolder: string): string {
  return join(runFolder, 'losses.jsonl');
}

/** Where the sample sheet of a step lies. */
export function samplePath(runFolder: string, step: number): string {
  return join(samplesFolder(runFolder), `step-${String(step).padStart(6, '0')}.webp`);
}

/** A sample sheet that there is. Older runs have theirs as PNG files. */
export interface FoundSample {
  readonly step: number;
  readonly path: string;
}

/** The sample sheets of a run by their steps, ascending. */
export async function findSamples(runFolder: string): Promise<readonly FoundSample[]> {
  const folder = samplesFolder(runFolder);
  const names = await readdir(folder).catch(() => []); // people tidy up
  return names
    .flatMap((name) => {
      const step = /^step-(\d{6,15})\.(?:webp|png)$/.exec(name)?.[1];
      return step === undefined ? [] : { step: Number(step), path: join(folder, name) };
    })
    .toSorted((one, other) => one.step - other.step);
}

function samplesFolder(runFolder: string): string {
  return join(runFolder, 'samples');
}

/** Gives a run other options from its newest checkpoint on. Throws 'run-not-found', 'damaged-run', 'disk-full', 'write-failed'. */
export async function changeRunOptions(folder: string, change: RunRecord['options']): Promise<RunRecord> {
  const { record } = await openRunFolder(folder);
  const changed = { ...record, options: { ...record.options, ...change } };
  await writeFileAtomic(join(folder, 'options.json'), recordText(changed), { overwrite: true });
  return changed;
}

function recordText(value: RunRecord): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A rename replaces an empty folder silently, so the name is looked at first; runs are started one by one. */
async function giveNewName(temporary: string, folder: string): Promise<void> {
  const isTaken = await stat(folder).then(
    () => true,
    () => false,
  );
  if (isTaken)
    throw new CoreError('output-exists', `"${folder}" exists already. Choose another name for the run.`, {
      folder,
    });
  await rename(temporary, folder);
}

function parseRecord(folder: string, text: string): RunRecord {
  const { success, data, error } = record.safeParse(jsonOrUndefined(text));
  if (success) return data;
  const issue = error.issues[0];
  throw damagedRun(folder, `options.json is wrong at "${issue?.path.join('.')}": ${issue?.message}`, error);
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema refuses it and says so
  }
}

async function readText(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    throw damagedRun(folder, `${name} cannot be read (${errorCode(error)})`, error);
  }
}

async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  return facts?.isDirectory() ?? false;
}

function damagedRun(folder: string, found: string, cause: unknown): CoreError {
  const message = `The run "${folder}" is damaged: ${found}. Restore the file or start the training again.`;
  return new CoreError('damaged-run', message, { folder, found }, { cause });
}
