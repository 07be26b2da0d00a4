import { open } from 'node:fs/promises';

/** Writes a new file and flushes it to the disk; fails when the name is taken. System errors pass as they are. */
export async function writeSynced(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
