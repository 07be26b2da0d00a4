import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the disk that holds `path` has left for this user, or undefined when it cannot say, e.g. because it is gone. */
export function freeBytesBeside(path: string): number | undefined {
  try {
    const disk = statfsSync(dirname(path));
    return disk.bavail * disk.bsize;
  } catch {
    return undefined;
  }
}
