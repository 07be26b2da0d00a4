import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { createFreedesktopTrash } from './freedesktop-trash.ts';
import { noSystemTrash, type SystemTrash } from './system-trash.ts';

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
