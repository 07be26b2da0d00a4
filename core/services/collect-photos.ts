import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { ErrorName } from '../contract/error-codes.ts';
import { listFiles, type Refusal } from '../dataset/list-files.ts';
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

export interface CollectOptions {
  readonly isRecursive: boolean;
  /** The output: what lies in it is left out, unless it is one of the inputs itself. */
  readonly exceptFolder: string;
  readonly signal: AbortSignal;
}

/** The files that a person named and those inside the folders named, each folder's in the order of their names. */
export async function collectPhotos(
  inputs: readonly string[],
  options: CollectOptions,
): Promise<CollectedPhotos> {
  const found: CollectedPhotos[] = [];
  for (const input of inputs) found.push(await collectFrom(resolve(input), options));
  return {
    photos: found.flatMap(({ photos }) => photos),
    passedOver: found.flatMap(({ passedOver }) => passedOver),
  };
}

async function collectFrom(path: string, options: CollectOptions): Promise<CollectedPhotos> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) return await collectInside(path, options);
    if (facts.isFile()) return { photos: [{ path, subfolder: '', isNamed: true }], passedOver: [] };
    const message = 'It is a pipe, a socket or a device. Give pictures or folders.';
    return { photos: [], passedOver: [{ path, status: 'failed', reason: 'not-a-file', message }] };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { photos: [], passedOver: [unreachable(path, errorCode(error))] };
  }
}

async function collectInside(folder: string, options: CollectOptions): Promise<CollectedPhotos> {
  const { paths, refused } = await listFiles(folder, options.signal);
  const except = await wayInto(folder, options.exceptFolder);
  const isWanted = (path: string) =>
    (options.isRecursive || !path.includes('/')) && (except === undefined || !path.startsWith(`${except}/`));
  const photos = paths.filter(isWanted).map((path) => ({
    path: join(folder, path),
    subfolder: path.includes('/') ? dirname(path) : '',
    isNamed: false,
  }));
  return {
    photos,
    passedOver: refused.filter(({ path }) => isWanted(path)).map((one) => passedOver(folder, one)),
  };
}

/** Where `inner` lies inside `outer`, with forward slashes, or undefined when it does not or is the same. */
async function wayInto(outer: string, inner: string): Promise<string | undefined> {
  const real = await realpath(inner).catch(() => undefined); // the output need not exist yet
  const way = real === undefined ? '' : relative(await realpath(outer), real);
  return way === '' || way.startsWith('..') || resolve(way) === way ? undefined : way.split(sep).join('/');
}

function passedOver(folder: string, { path, reason, message }: Refusal): PassedOver {
  const isFault = reason === 'unreadable-image' || reason === 'file-not-found';
  return { path: join(folder, path), status: isFault ? 'failed' : 'skipped', reason, message };
}

function unreachable(path: string, systemCode: string | undefined): PassedOver {
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
