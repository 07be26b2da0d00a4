import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LibraryFolder } from '../../services/library-folder.ts';

export interface Space {
  readonly label: string;
  readonly bytes: number;
}

/** How much of the disk each kind of thing takes; the catalog with its backups is one kind. */
export async function measureSpace(library: LibraryFolder): Promise<Space[]> {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['Photos copied in', [library.photos]],
    ['Results', [library.results]],
    ['Runs and checkpoints', [library.runs]],
    ['Styles', [library.translators]],
    ['Datasets', [library.datasets]],
    ['Small pictures and compiled steps', [library.cache]],
    ['Set aside by repairs', [library.setAside]],
    ['Catalog and backups', [library.catalog, `${library.catalog}-wal`, library.backups]],
  ];
  return Promise.all(
    kinds.map(async ([label, paths]) => {
      const sizes = await Promise.all(paths.map(bytesBelow));
      return { label, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
    }),
  );
}

/** Folder by folder, so that a library of 100,000 files keeps nobody waiting meanwhile; what vanishes counts nothing. */
async function bytesBelow(path: string): Promise<number> {
  const facts = await lstat(path).catch(() => undefined);
  if (facts === undefined) return 0;
  if (!facts.isDirectory()) return facts.isFile() ? facts.size : 0;
  let bytes = 0;
  for (const name of await readdir(path).catch(() => [])) bytes += await bytesBelow(join(path, name));
  return bytes;
}
