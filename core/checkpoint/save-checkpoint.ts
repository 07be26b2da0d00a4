import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { removeTemporaryFiles } from '../files/remove-temporary-files.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { temporaryPathBeside } from '../files/temporary-path.ts';
import { writeError } from '../files/write-error.ts';
import { writeSynced } from '../files/write-synced.ts';
import { readBookmarks } from './bookmarks.ts';
import { checkpointFolder, checkpointSteps } from './checkpoint-folder.ts';
import {
  formatCheckpointManifest,
  type CheckpointManifest,
  type CheckpointRecord,
} from './checkpoint-manifest.ts';
import { loadCheckpoint, readCheckpointManifest } from './load-checkpoint.ts';
import { safetensorsBytes, writeSafetensors, type FileFacts } from './safetensors.ts';
import { setAside } from './set-aside.ts';
import type { NamedTensorValues } from './tensor-values.ts';

export interface Checkpoint {
  readonly step: number;
  readonly tensors: NamedTensorValues;
  readonly manifest: CheckpointRecord;
  readonly milestone?: boolean;
}

/** A checkpoint on the disk; the hash and the size are those of the tensors' file. */
export interface SavedCheckpoint extends FileFacts {
  readonly folder: string;
  readonly step: number;
  readonly milestone: boolean;
}

/** Room for the manifest and the folder itself, beside the tensors. */
const overheadBytes = 64 * 1024;

/**
 * Saves a checkpoint as `checkpoints/step-…/` of a run: written to a temporary folder, flushed, read back and
 * compared, then renamed, so that the final name only ever holds a whole checkpoint. The tensors must not change
 * until this is done. Throws 'disk-full' naming the bytes needed, 'write-failed'; earlier checkpoints stay either way.
 */
export async function saveCheckpoint(
  runFolder: string,
  checkpoint: Checkpoint,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<SavedCheckpoint> {
  const folder = checkpointFolder(runFolder, checkpoint.step);
  const temporary = temporaryPathBeside(folder);
  const neededBytes = safetensorsBytes(checkpoint.tensors) + overheadBytes;
  try {
    await mkdir(temporary, { recursive: true });
    const manifest = await writeContents(temporary, checkpoint, signal);
    await giveName(temporary, folder, manifest);
    return { folder, step: checkpoint.step, milestone: manifest.milestone, ...facts(manifest) };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined); // the first error is the one to report
    if (signal?.aborted) throw error;
    throw writeError(error, folder, neededBytes);
  }
}

/**
 * Removes old checkpoints of a run, but never one of the `keep` newest, a milestone or one with a bookmark. Call it after a save: that
 * one has been read back. Returns the steps removed, for the catalog.
 */
export async function removeOldCheckpoints(
  runFolder: string,
  { keep = 3 }: { readonly keep?: number } = {},
): Promise<readonly number[]> {
  const removed: number[] = [];
  const bookmarked = new Set(await readBookmarks(runFolder));
  for (const step of (await checkpointSteps(runFolder)).slice(0, -Math.max(keep, 1))) {
    const folder = checkpointFolder(runFolder, step);
    if (bookmarked.has(step) || !(await isRemovable(folder))) continue;
    const temporary = temporaryPathBeside(folder);
    await rename(folder, temporary); // so that a kill half-way does not leave half a checkpoint under its name
    await rm(temporary, { recursive: true, force: true });
    removed.push(step);
  }
  return removed;
}

/** Removes what a killed process left half-written among the checkpoints of a run. */
export async function cleanCheckpoints(runFolder: string): Promise<void> {
  await removeTemporaryFiles(dirname(checkpointFolder(runFolder, 0)));
}

async function writeContents(
  folder: string,
  { step, tensors, manifest: record, milestone = false }: Checkpoint,
  signal: AbortSignal | undefined,
): Promise<CheckpointManifest> {
  const file = 'state.safetensors';
  const written = await writeSafetensors(join(folder, file), tensors, { ...(signal && { signal }) });
  const { method, options, random, extra } = record;
  const state = { file, ...written } as const;
  const createdMs = Date.now();
  const manifest = {
    formatVersion: 1,
    method,
    options,
    step,
    random,
    extra,
    milestone,
    createdMs,
    state,
  } as const;
  await writeSynced(join(folder, 'manifest.json'), formatCheckpointManifest(manifest));
  await syncFolder(folder);
  await verify(folder, manifest, signal);
  return manifest;
}

async function verify(
  folder: string,
  { state }: CheckpointManifest,
  signal: AbortSignal | undefined,
): Promise<void> {
  await readCheckpointManifest(folder);
  const found = await sha256OfFile(join(folder, state.file), { ...(signal && { signal }) });
  if (found === state.sha256) return;
  throw new CoreError(
    'write-failed',
    `The checkpoint "${folder}" reads back differently from what was written. Check the disk.`,
    { folder, expected: state.sha256, found },
  );
}

/** Renames into place. What already has the name stays when it is the same, and is set aside while it is replaced. */
async function giveName(temporary: string, folder: string, manifest: CheckpointManifest): Promise<void> {
  const parent = dirname(folder);
  const isThere = (await checkpointSteps(dirname(parent))).includes(manifest.step);
  if (isThere && (await holdsTheSame(folder, manifest))) {
    await rm(temporary, { recursive: true });
    return;
  }
  const aside = isThere ? await setAside(folder, 'replaced') : undefined;
  await rename(temporary, folder);
  await syncFolder(parent);
  if (aside !== undefined) await rm(aside, { recursive: true });
}

/** All that a resumed run takes from a checkpoint; only the time of writing may differ. */
async function holdsTheSame(folder: string, manifest: CheckpointManifest): Promise<boolean> {
  const there = await loadCheckpoint(folder).catch(() => undefined); // unreadable is different
  if (there === undefined) return false;
  const { createdMs } = there.manifest;
  return formatCheckpointManifest(there.manifest) === formatCheckpointManifest({ ...manifest, createdMs });
}

async function isRemovable(folder: string): Promise<boolean> {
  const manifest = await readCheckpointManifest(folder).catch(() => undefined); // a damaged one is left for people
  return manifest?.milestone === false;
}

function facts({ state: { sizeBytes, sha256 } }: CheckpointManifest): FileFacts {
  return { sizeBytes, sha256 };
}
