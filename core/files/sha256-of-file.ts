import { createHash } from 'node:crypto';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { CoreError } from '../contract/core-error.ts';
import { errorCode } from './write-error.ts';

const chunkBytes = 1 << 20;

/**
 * The SHA-256 of a file's content as 64 lower-case hexadecimal digits, read in pieces of 1 MiB. Errors:
 * 'file-not-found', 'not-a-file', 'unreadable-image' (the system refuses to read); an aborted signal throws its reason.
 */
export async function sha256OfFile(
  path: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<string> {
  signal?.throwIfAborted();
  const file = await openForReading(path);
  try {
    return await hashOf(file, signal);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw readError(error, path);
  } finally {
    await file.close();
  }
}

/** Opening a pipe would wait for its writer for ever, so only regular files are opened. */
async function openForReading(path: string): Promise<FileHandle> {
  try {
    if ((await stat(path)).isFile()) return await open(path, 'r');
  } catch (error) {
    throw readError(error, path);
  }
  throw new CoreError('not-a-file', `"${path}" is not a file. Give the path of a file.`, { path });
}

async function hashOf(file: FileHandle, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(chunkBytes);
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, null);
    signal?.throwIfAborted();
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, bytesRead));
  }
}

function readError(error: unknown, path: string): CoreError {
  const systemCode = errorCode(error);
  const isMissing = systemCode === 'ENOENT' || systemCode === 'ENOTDIR';
  const message = isMissing
    ? `"${path}" does not exist. Check the path.`
    : `"${path}" cannot be read (${systemCode ?? String(error)}). Check the disk and the file's permissions.`;
  return new CoreError(
    isMissing ? 'file-not-found' : 'unreadable-image',
    message,
    { path, systemCode },
    {
      cause: error,
    },
  );
}
