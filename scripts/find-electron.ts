import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The executable that electron's own installer has unpacked; asking the package itself would start a download. */
export function findElectron(folder: string = join('node_modules', 'electron')): string | undefined {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : undefined;
}
