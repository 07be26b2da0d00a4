import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { removeTemporaryFiles } from '../files/remove-temporary-files.ts';
import { errorCode } from '../files/write-error.ts';

/** Where the parts of a library lie; all absolute. */
export interface LibraryFolder {
  readonly root: string;
  readonly catalog: string;
  readonly datasets: string;
  readonly runs: string;
  readonly translators: string;
  readonly cache: string;
  readonly backups: string;
}

export function libraryFolder(root: string): LibraryFolder {
  const absolute = resolve(root);
  return {
    root: absolute,
    catalog: join(absolute, 'catalog.db'),
    datasets: join(absolute, 'datasets'),
    runs: join(absolute, 'runs'),
    translators: join(absolute, 'translators'),
    cache: join(absolute, 'cache'),
    backups: join(absolute, 'backups'),
  };
}

/** `$DIPTYCH_HOME`, or the place where this platform keeps an app's data. */
export function defaultLibraryFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env['DIPTYCH_HOME']) return env['DIPTYCH_HOME'];
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Diptych');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Diptych');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'diptych');
}

/** Makes the folders and removes what killed processes left half-written. Throws `read-only-library`. */
export async function prepareLibraryFolder(library: LibraryFolder): Promise<void> {
  const folders = [library.datasets, library.runs, library.translators, library.cache, library.backups];
  try {
    for (const folder of folders) await mkdir(folder, { recursive: true });
    for (const folder of [library.root, library.runs, library.translators, library.cache, library.backups]) {
      await removeTemporaryFiles(folder);
    }
  } catch (error) {
    const systemCode = errorCode(error);
    throw new CoreError(
      'read-only-library',
      `The library folder "${library.root}" cannot be written to (${systemCode ?? String(error)}). ` +
        'Choose another with --library DIR or $DIPTYCH_HOME, or allow writing there.',
      { folder: library.root, systemCode },
      { cause: error },
    );
  }
}
