import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { createFreedesktopTrash } from './freedesktop-trash.ts';

/** The trash of the operating system: what is put there can be got back with the system's own means. */
export interface SystemTrash {
  /** Whether it takes what lies in a folder, as far as that can be told before it is tried. Changes nothing. */
  takesFrom(folder: string): Promise<boolean>;
  /**
   * Puts a file or folder there, under the name of `as` and to be put back to that place by the system. False when it
   * does not take it, which then lies where it was.
   */
  take(path: string, as: string): Promise<boolean>;
}

/** Of a system whose trash cannot be reached. */
export const noSystemTrash: SystemTrash = {
  takesFrom: () => Promise.resolve(false),
  take: () => Promise.resolve(false),
};

/** The trash of this process's user, where its ways are known without a desktop: macOS and Windows have their own. */
export function ownSystemTrash(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): SystemTrash {
  if (platform === 'darwin' || platform === 'win32') return noSystemTrash;
  return createFreedesktopTrash(dataFolder(env), process.getuid?.());
}

/** Where a user's programs keep their data; a relative one is to be passed over, says the specification. */
function dataFolder({ XDG_DATA_HOME: told = '' }: Readonly<Record<string, string | undefined>>): string {
  const home = homedir();
  if (isAbsolute(told)) return told;
  return isAbsolute(home) ? join(home, '.local', 'share') : '';
}
