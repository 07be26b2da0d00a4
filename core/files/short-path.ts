import { homedir } from 'node:os';
import { relative, sep } from 'node:path';

/** A path as people read it: what lies in their own folder begins with "~". For showing only. */
export function shortPath(path: string, home: string = homedir()): string {
  const below = relative(home, path);
  const isBelow = home !== '' && below !== '' && below !== '..' && !below.startsWith(`..${sep}`);
  return isBelow && below !== path ? `~${sep}${below}` : path;
}
