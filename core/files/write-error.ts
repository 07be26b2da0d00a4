import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CoreError } from '../contract/core-error.ts';

/**
 * What went wrong while writing to `path`, as a CoreError: 'disk-full' with the bytes needed and free, otherwise
 * 'write-failed'. A CoreError passes unchanged.
 */
export async function writeError(error: unknown, path: string, neededBytes: number): Promise<CoreError> {
  if (error instanceof CoreError) return error;
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, neededBytes, error);
  return new CoreError(
    'write-failed',
    `Writing "${path}" failed (${code ?? String(error)}). Check that the folder exists and may be written to.`,
    { path, systemCode: code },
    { cause: error },
  );
}

/** The 'disk-full' error for a write of `neededBytes` to `path`; usable before the write as well as after it. */
export async function diskFull(path: string, neededBytes: number, cause?: unknown): Promise<CoreError> {
  const freeBytes = await freeBytesBeside(path);
  return new CoreError(
    'disk-full',
    `Writing "${path}" needs ${inMegabytes(neededBytes)}; the disk has ${inMegabytes(freeBytes)} free. ` +
      'Free some space and try again; nothing that was saved before is lost.',
    { path, neededBytes, freeBytes },
    { cause },
  );
}

/** The system's name of an error, such as ENOENT, or undefined when it has none. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

async function freeBytesBeside(path: string): Promise<number | undefined> {
  try {
    const disk = await statfs(dirname(path));
    return disk.bavail * disk.bsize;
  } catch {
    return undefined; // the disk itself may be gone
  }
}

function inMegabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'an unknown number of MB' : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;
}
