import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { CoreError } from '../contract/core-error.ts';

const largestFileBytes = 1024 ** 3;

// Without waiting: opening a pipe would otherwise hang for ever, should one take the file's place after the check.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * The whole content of a picture file, read once so that what is checked is what is decoded. Errors: `file-not-found`,
 * `not-a-file`, `empty-file`, `too-many-pixels` (a file over 1 GiB), `file-changed` (it changed while read),
 * `unreadable-image` (the system refuses).
 */
export async function readPictureBytes(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    assertPictureFile(await stat(path), path);
    const file = await open(path, openFlags);
    try {
      return await readWhole(file, path);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof CoreError ? error : systemError(error, path);
  }
}

async function readWhole(file: FileHandle, path: string): Promise<Buffer<ArrayBuffer>> {
  const before = await file.stat();
  assertPictureFile(before, path);
  const bytes = await readUpTo(file, before.size);
  const after = await file.stat();
  if (bytes.length !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
    throw new CoreError(
      'file-changed',
      `"${path}" changed while it was read. Wait until it is written, then try again.`,
      { path },
    );
  }
  return bytes;
}

async function readUpTo(file: FileHandle, sizeBytes: number): Promise<Buffer<ArrayBuffer>> {
  const bytes = Buffer.allocUnsafeSlow(sizeBytes);
  let done = 0;
  while (done < sizeBytes) {
    const { bytesRead } = await file.read(bytes, done, sizeBytes - done, done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

function assertPictureFile(stats: Stats, path: string): void {
  if (!stats.isFile()) {
    const found = kindOf(stats);
    throw new CoreError('not-a-file', `"${path}" is ${found}, not a picture file. Choose a file.`, {
      path,
      found,
    });
  }
  if (stats.size === 0) {
    throw new CoreError('empty-file', `"${path}" has no content (0 bytes). Copy it again from its source.`, {
      path,
    });
  }
  if (stats.size > largestFileBytes) {
    throw new CoreError(
      'too-many-pixels',
      `"${path}" is ${Math.round(stats.size / 1024 ** 2)} MiB; picture files up to 1024 MiB are read. Save a smaller copy.`,
      { path, sizeBytes: stats.size },
    );
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

function systemError(error: unknown, path: string): CoreError {
  const systemCode = (error as NodeJS.ErrnoException).code;
  const options = { cause: error };
  if (systemCode === 'ENOENT' || systemCode === 'ENOTDIR') {
    return new CoreError(
      'file-not-found',
      `"${path}" does not exist. Check the path.`,
      { path, systemCode },
      options,
    );
  }
  if (systemCode === 'ELOOP') {
    return new CoreError(
      'not-a-file',
      `"${path}" is a link that leads to itself. Choose a file.`,
      { path, systemCode },
      options,
    );
  }
  if (systemCode === 'ENXIO') {
    return new CoreError(
      'not-a-file',
      `"${path}" is a socket, not a picture file. Choose a file.`,
      {
        path,
        systemCode,
      },
      options,
    );
  }
  return new CoreError(
    'unreadable-image',
    `"${path}" cannot be read (${systemCode ?? String(error)}). Check the disk and the file's permissions.`,
    { path, systemCode },
    options,
  );
}
