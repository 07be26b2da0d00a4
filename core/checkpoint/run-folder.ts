import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { CoreError } from '../contract/core-error.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { temporaryPathBeside } from '../files/temporary-path.ts';
import { errorCode, writeError } from '../files/write-error.ts';
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

/** What a run was started with, as `options.json` has it; it never changes. */
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
    'options.json': `${JSON.stringify(run.record, null, 2)}\n`,
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
  return join(runFolder, 'samples', `step-${String(step).padStart(6, '0')}.png`);
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
