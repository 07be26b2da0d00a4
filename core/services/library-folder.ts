import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { removeTemporaryFiles } from '../files/remove-temporary-files.ts';
import { writeError } from '../files/write-error.ts';

/** Where the parts of a library lie; all absolute. */
export interface LibraryFolder {
  readonly root: string;
  readonly catalog: string;
  readonly datasets: string;
  readonly runs: string;
  readonly translators: string;
  readonly cache: string;
  readonly backups: string;
  /** Photos that were copied in. */
  readonly photos: string;
  /** Full-size results of the window. */
  readonly results: string;
  /** Uploads nobody has taken yet; emptied at every start. */
  readonly uploads: string;
  /** What a repair has put out of the way; nothing is ever removed from it. */
  readonly setAside: string;
  readonly settings: string;
  /** What the last starts came to. */
  readonly logs: string;
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
    photos: join(absolute, 'photos'),
    results: join(absolute, 'results'),
    uploads: join(absolute, 'uploads'),
    setAside: join(absolute, 'set-aside'),
    settings: join(absolute, 'settings.json'),
    logs: join(absolute, 'logs'),
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

/** Makes the folders and removes what killed processes left half-written. Throws `write-failed`, `disk-full`. */
export async function prepareLibraryFolder(library: LibraryFolder): Promise<void> {
  const { root, datasets, runs, translators, cache, backups, photos, results, uploads } = library;
  try {
    for (const folder of [datasets, runs, translators, cache, backups, photos, results, uploads])
      await mkdir(folder, { recursive: true });
    for (const folder of [root, runs, translators, cache, photos, results])
      await removeTemporaryFiles(folder);
  } catch (error) {
    throw writeError(error, root, 0);
  }
}
