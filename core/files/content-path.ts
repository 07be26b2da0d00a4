import { join } from 'node:path';

/** Where a file named by its content lies: spread over 256 folders, so that none of them grows too large. */
export function contentPath(folder: string, sha256: string, ending: string): string {
  return join(folder, sha256.slice(0, 2), `${sha256}${ending}`);
}
