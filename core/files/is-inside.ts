import { isAbsolute, relative } from 'node:path';

/** Whether a path leads to something below a folder; the folder itself is not. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
