import { access, mkdir, rename, stat } from 'node:fs/promises';
import { join, parse, relative } from 'node:path';
import type { LibraryFolder } from '../../services/library-folder.ts';

/** Moves a file of the library out of the way, where a person can still find it. Resolves to true. */
export async function setAside({ root, setAside: folder }: LibraryFolder, path: string): Promise<boolean> {
  const { dir, name, ext } = parse(join(folder, relative(root, path)));
  await mkdir(dir, { recursive: true });
  let target = join(dir, `${name}${ext}`);
  for (let number = 2; await isThere(target); number++) target = join(dir, `${name}-${number}${ext}`);
  await rename(path, target);
  return true;
}

/** A file that was just written may still wait for its row. */
const settlingMs = 60_000;

export async function isSettled(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path);
  return Date.now() - mtimeMs > settlingMs;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
