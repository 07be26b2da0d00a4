import { open } from 'node:fs/promises';

/**
 * Makes renames and new names in a folder survive a power cut. Windows has no such call and writes its
 * directory entries through; there this does nothing.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
