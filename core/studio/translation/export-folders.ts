import { dirname, relative, sep } from 'node:path';
import type { PhotoRow } from '../../catalog/photos.ts';
import { fileStem } from '../../services/result-name.ts';

type PlacedPhoto = Pick<PhotoRow, 'place' | 'path'>;

/**
 * The sub-folder of each export that keeps the folders of the originals: what is below the folder that they have in
 * common, with `/` between, as every file system takes it. Photos of the library's own folder have none.
 */
export function exportFolders(photos: readonly PlacedPhoto[]): readonly string[] {
  const own = photos.map(({ place, path }) => (place === 'linked' ? dirname(path) : undefined));
  const common = commonFolder(own.filter((folder) => folder !== undefined));
  return own.map((folder) =>
    folder === undefined ? '' : relative(common, folder).split(sep).filter(Boolean).map(fileStem).join('/'),
  );
}

/** The deepest folder that holds all of them. */
function commonFolder(folders: readonly string[]): string {
  const [first = '', ...others] = new Set(folders);
  return others.reduce(sharedFolder, first);
}

function sharedFolder(one: string, other: string): string {
  const [ones, others] = [one.split(sep), other.split(sep)];
  const differs = ones.findIndex((part, index) => part !== others[index]);
  return differs < 0 ? one : ones.slice(0, differs).join(sep) || sep;
}

export interface FolderCount {
  /** Empty for the chosen folder itself. */
  readonly name: string;
  readonly photos: number;
}

/** How many photos go into each folder, by name. */
export function folderCounts(folders: readonly string[]): readonly FolderCount[] {
  const counts = new Map<string, number>();
  for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return [...counts].map(([name, photos]) => ({ name, photos })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
