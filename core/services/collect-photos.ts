import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ErrorName } from '../contract/error-codes.ts';
import { errorCode } from '../files/write-error.ts';

/** A file to translate. `subfolder` is where its result goes inside the output folder, '' for its root. */
export interface FoundPhoto {
  readonly path: string;
  readonly subfolder: string;
  /** Named by the person, not found inside a folder: then it must be a picture. */
  readonly isNamed: boolean;
}

export interface PassedOver {
  readonly path: string;
  readonly status: 'skipped' | 'failed';
  readonly reason: ErrorName;
  readonly message: string;
}

export interface CollectedPhotos {
  readonly photos: readonly FoundPhoto[];
  readonly passedOver: readonly PassedOver[];
}

interface Walk {
  readonly isRecursive: boolean;
  /** Real paths of folders not to enter (again): symbolic links can lead in circles. */
  readonly visited: Set<string>;
  readonly photos: FoundPhoto[];
  readonly passedOver: PassedOver[];
}

const systemFiles = new Set(['thumbs.db', 'desktop.ini']);

/**
 * The files that a person named and those inside the folders named, each folder in the order of its names. What
 * lies in `exceptFolder`, the output, is left out unless that is one of the inputs itself.
 */
export async function collectPhotos(
  inputs: readonly string[],
  options: { readonly isRecursive: boolean; readonly exceptFolder: string; readonly signal: AbortSignal },
): Promise<CollectedPhotos> {
  const except = await realpath(options.exceptFolder).catch(() => undefined); // it need not exist yet
  const walk: Walk = { isRecursive: options.isRecursive, visited: new Set(), photos: [], passedOver: [] };
  const roots = inputs.map((input) => resolve(input));
  const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => undefined)));
  if (except !== undefined && !realRoots.includes(except)) walk.visited.add(except);
  for (const root of roots) {
    options.signal.throwIfAborted();
    await addNamed(walk, root, options.signal);
  }
  return walk;
}

async function addNamed(walk: Walk, path: string, signal: AbortSignal): Promise<void> {
  const facts = await statOrCode(path);
  if (typeof facts === 'string') walk.passedOver.push(missing(path, facts));
  else if (facts.isDirectory()) await addFolder(walk, path, '', signal);
  else if (facts.isFile()) walk.photos.push({ path, subfolder: '', isNamed: true });
  else walk.passedOver.push({ ...notAFile(path), status: 'failed' });
}

async function addFolder(walk: Walk, folder: string, subfolder: string, signal: AbortSignal): Promise<void> {
  const real = await realpath(folder);
  if (walk.visited.has(real)) return;
  walk.visited.add(real);
  for (const name of (await namesIn(walk, folder)).toSorted()) {
    signal.throwIfAborted();
    await addEntry(walk, join(folder, name), subfolder, signal);
  }
}

async function addEntry(walk: Walk, path: string, subfolder: string, signal: AbortSignal): Promise<void> {
  const name = basename(path);
  if (isHidden(name)) return void walk.passedOver.push(hidden(path));
  const facts = await statOrCode(path);
  if (typeof facts === 'string') walk.passedOver.push(missing(path, facts));
  else if (facts.isFile()) walk.photos.push({ path, subfolder, isNamed: false });
  else if (!facts.isDirectory()) walk.passedOver.push(notAFile(path));
  else if (walk.isRecursive) await addFolder(walk, path, join(subfolder, name), signal);
}

async function namesIn(walk: Walk, folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    walk.passedOver.push(missing(folder, errorCode(error) ?? String(error)));
    return [];
  }
}

async function statOrCode(path: string): Promise<Stats | string> {
  try {
    return await stat(path);
  } catch (error) {
    return errorCode(error) ?? String(error);
  }
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || systemFiles.has(name.toLowerCase());
}

function missing(path: string, systemCode: string): PassedOver {
  const isMissing = systemCode === 'ENOENT' || systemCode === 'ENOTDIR';
  return {
    path,
    status: 'failed',
    reason: isMissing ? 'file-not-found' : 'unreadable-image',
    message: isMissing
      ? 'There is no such file or folder. Check the path.'
      : `The system refuses to read it (${systemCode}). Check its permissions.`,
  };
}

function hidden(path: string): PassedOver {
  return { path, status: 'skipped', reason: 'hidden-file', message: 'It is a hidden or system file.' };
}

function notAFile(path: string): PassedOver {
  return { path, status: 'skipped', reason: 'not-a-file', message: 'It is not a regular file.' };
}
