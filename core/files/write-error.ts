import { CoreError } from '../contract/core-error.ts';
import { freeBytesBeside } from './free-bytes.ts';

/**
 * What went wrong while writing to `path`, as a CoreError: 'disk-full' with the bytes needed and free, otherwise
 * 'write-failed'. A CoreError passes unchanged.
 */
export function writeError(error: unknown, path: string, neededBytes: number): CoreError {
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
export function diskFull(path: string, neededBytes: number, cause?: unknown): CoreError {
  const freeBytes = freeBytesBeside(path);
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

function inMegabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'an unknown number of MB' : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;
}
