import { resolve } from 'node:path';
import type { Run } from '../../catalog/runs.ts';
import type { House } from '../house.ts';

/** Absolute. */
export function folderOf({ library }: Pick<House, 'library'>, { folder }: Pick<Run, 'folder'>): string {
  return resolve(library.root, folder);
}
