import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What a file, or all files of a folder, take. Folder by folder, so that a library of 100,000 files keeps nobody waiting
 * meanwhile; what vanishes counts nothing.
 */
export async function bytesBelow(path: string): Promise<number> {
  const facts = await lstat(path).catch(() => undefined);
  if (facts === undefined) return 0;
  if (!facts.isDirectory()) return facts.isFile() ? facts.size : 0;
  let bytes = 0;
  for (const name of await readdir(path).catch(() => [])) bytes += await bytesBelow(join(path, name));
  return bytes;
}
