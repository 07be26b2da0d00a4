import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { errorCode } from '../files/write-error.ts';
import { checkpointFolder, checkpointSteps } from './checkpoint-folder.ts';
import { parseCheckpointManifest, type CheckpointManifest } from './checkpoint-manifest.ts';
import { readSafetensors } from './safetensors.ts';
import { setAside } from './set-aside.ts';
import type { NamedTensorValues } from './tensor-values.ts';

export interface LoadedCheckpoint {
  readonly folder: string;
  readonly step: number;
  readonly manifest: CheckpointManifest;
  readonly tensors: NamedTensorValues;
}

/** A checkpoint that could not be used; `setAside` is its new path, absent when it could not be renamed. */
export interface CheckpointWarning {
  readonly step: number;
  readonly message: string;
  readonly setAside?: string;
}

interface Waiting {
  readonly signal?: AbortSignal;
}

/**
 * Reads one checkpoint folder and verifies every size and hash in it. Throws 'damaged-checkpoint' when anything is
 * missing or differs, 'no-checkpoint' when the folder does not exist.
 */
export async function loadCheckpoint(folder: string, { signal }: Waiting = {}): Promise<LoadedCheckpoint> {
  try {
    const manifest = await readCheckpointManifest(folder);
    const { tensors, sizeBytes, sha256 } = await readSafetensors(join(folder, manifest.state.file), {
      ...(signal && { signal }),
    });
    if (sizeBytes !== manifest.state.sizeBytes)
      throw differs(folder, 'size', manifest.state.sizeBytes, sizeBytes);
    if (sha256 !== manifest.state.sha256) throw differs(folder, 'SHA-256', manifest.state.sha256, sha256);
    return { folder, step: manifest.step, manifest, tensors };
  } catch (error) {
    throw missingPart(error, folder);
  }
}

/** The manifest alone, without reading the tensors. Throws as `loadCheckpoint` does. */
export async function readCheckpointManifest(folder: string): Promise<CheckpointManifest> {
  try {
    const manifest = parseCheckpointManifest(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const named = basename(checkpointFolder('', manifest.step));
    if (basename(folder).startsWith('step-') && !basename(folder).startsWith(named))
      throw differs(folder, 'step', basename(folder), manifest.step);
    return manifest;
  } catch (error) {
    throw missingPart(error, folder);
  }
}

/**
 * The newest checkpoint of a run that is whole. Damaged newer ones are set aside as `step-….damaged`, never
 * deleted, and returned as warnings. Throws 'no-checkpoint' when none is left.
 */
export async function latestGoodCheckpoint(
  runFolder: string,
  waiting: Waiting = {},
): Promise<{ readonly checkpoint: LoadedCheckpoint; readonly warnings: readonly CheckpointWarning[] }> {
  const warnings: CheckpointWarning[] = [];
  for (const step of (await checkpointSteps(runFolder)).toReversed()) {
    const found = await loadOrSetAside(runFolder, step, waiting);
    if ('tensors' in found) return { checkpoint: found, warnings };
    warnings.push(found);
  }
  throw new CoreError(
    'no-checkpoint',
    `"${runFolder}" has no usable checkpoint (${warnings.length} damaged). Start the training again.`,
    { runFolder, warnings },
  );
}

async function loadOrSetAside(
  runFolder: string,
  step: number,
  waiting: Waiting,
): Promise<LoadedCheckpoint | CheckpointWarning> {
  const folder = checkpointFolder(runFolder, step);
  try {
    return await loadCheckpoint(folder, waiting);
  } catch (error) {
    if (!(error instanceof CoreError) || error.reason !== 'damaged-checkpoint') throw error;
    const aside = await setAside(folder, 'damaged').catch(() => undefined); // on a read-only disk it stays where it is
    const message = `The checkpoint of step ${step} is damaged and was left out. ${error.message}`;
    return { step, message, ...(aside !== undefined && { setAside: aside }) };
  }
}

function missingPart(error: unknown, folder: string): unknown {
  const code = errorCode(error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EISDIR') return error;
  return new CoreError(
    'damaged-checkpoint',
    `The checkpoint "${folder}" is not complete (${code}). Use another checkpoint.`,
    { folder },
    { cause: error },
  );
}

function differs(folder: string, what: string, expected: unknown, found: unknown): CoreError {
  return new CoreError(
    'damaged-checkpoint',
    `The checkpoint "${folder}" is damaged: its ${what} should be ${String(expected)} but is ${String(found)}. ` +
      'Use another checkpoint.',
    { folder, what, expected, found },
  );
}
