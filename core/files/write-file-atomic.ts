import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { syncFolder } from './sync-folder.ts';
import { temporaryPathBeside } from './temporary-path.ts';
import { errorCode, writeError } from './write-error.ts';
import { writeSynced } from './write-synced.ts';

/**
 * Writes a file so that its final name only ever holds the whole content: temporary file beside it, fsync, rename,
 * fsync of the folder. An existing file is kept ('output-exists') unless `overwrite` is true. Other errors:
 * 'disk-full' (with `neededBytes`), 'write-failed'; after any error the temporary file is gone.
 */
export async function writeFileAtomic(
  path: string,
  bytes: Uint8Array | string,
  { overwrite = false }: { readonly overwrite?: boolean } = {},
): Promise<void> {
  const temporary = temporaryPathBeside(path);
  try {
    await writeSynced(temporary, bytes);
    await (overwrite ? rename(temporary, path) : placeWithoutOverwriting(temporary, path));
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one to report
    throw writeError(error, path, Buffer.byteLength(bytes));
  }
}

/** A hard link fails when the name is taken, in one step; a rename would replace the other file. */
async function placeWithoutOverwriting(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') throw outputExists(path, error);
    if (!hasNoHardLinks(code)) throw error;
    await reserveThenRename(temporary, path);
    return;
  }
  await rm(temporary);
}

function hasNoHardLinks(code: string | undefined): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK', 'EISDIR'].includes(code ?? '');
}

/** For FAT and some network disks: an empty file takes the name first, so that nobody else's file is replaced. */
async function reserveThenRename(temporary: string, path: string): Promise<void> {
  try {
    await (await open(path, 'wx')).close();
  } catch (error) {
    throw errorCode(error) === 'EEXIST' ? outputExists(path, error) : error;
  }
  await rename(temporary, path);
}

function outputExists(path: string, cause: unknown): CoreError {
  return new CoreError(
    'output-exists',
    `"${path}" exists already and was not replaced. Choose another name or allow overwriting.`,
    { path },
    { cause },
  );
}
