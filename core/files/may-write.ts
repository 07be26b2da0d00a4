import { accessSync, constants } from 'node:fs';

/** Whether this user may write to an existing file or folder, as far as the system tells before it is tried. */
export function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
