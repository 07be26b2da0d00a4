import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CoreError } from '../contract/core-error.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { temporaryPathBeside } from '../files/temporary-path.ts';
import { writeError } from '../files/write-error.ts';
import { copySoundly, listBackups } from './backups.ts';
import { connect } from './connection.ts';

/** What stands in the catalog's place now, and where the old one went (null when there was none). */
export interface Replacement {
  readonly keptAside: string | null;
}

/** SQLite's own files beside a database; they belong to it and move with it. */
const companions = ['-wal', '-shm', '-journal'] as const;

/**
 * Puts a backup, the newest when none is named, in the catalog's place. What was there is kept aside as
 * `catalog.db.aside-1` and so on, which can be restored in turn. No process may have the catalog open. Throws
 * 'damaged-catalog' when there is no sound backup, 'disk-full', 'write-failed'; then nothing has changed.
 */
export async function restoreCatalog(
  path: string,
  backup?: string,
): Promise<Replacement & { readonly restored: string }> {
  const catalog = resolve(path);
  if (backup !== undefined) return { restored: backup, ...(await restoreFrom(catalog, backup)) };
  for (const { path: candidate } of await listBackups(catalog)) {
    const done = await restoreFrom(catalog, candidate).catch(unlessDamaged);
    if (done !== undefined) return { restored: candidate, ...done };
  }
  throw new CoreError(
    'damaged-catalog',
    `There is no usable backup of "${path}". Rebuild it from the files.`,
    { path },
  );
}

/** Moves a whole new database into the catalog's place and what was there aside, never deleting it. */
export async function replaceCatalog(catalog: string, replacement: string): Promise<Replacement> {
  const keptAside = await moveAside(catalog);
  await rename(replacement, catalog); // if this does not happen, the missing catalog is noticed at the next start
  await syncFolder(dirname(catalog));
  return { keptAside };
}

async function restoreFrom(catalog: string, backup: string): Promise<Replacement> {
  const copy = temporaryPathBeside(catalog);
  try {
    const connection = connect(backup, { readOnly: true });
    await copySoundly(connection, copy).finally(() => connection.close());
    return await replaceCatalog(catalog, copy);
  } catch (error) {
    await rm(copy, { force: true });
    throw writeError(error, catalog, 0);
  }
}

/** The log goes before its database: a log that stays behind would be read into the restored one. */
async function moveAside(catalog: string): Promise<string | null> {
  const present = [...companions, ''].filter((suffix) => existsSync(`${catalog}${suffix}`));
  const aside = unusedName(catalog);
  for (const suffix of present) await rename(`${catalog}${suffix}`, `${aside}${suffix}`);
  return present.length === 0 ? null : aside;
}

function unusedName(catalog: string): string {
  for (let number = 1; ; number++) {
    const aside = `${catalog}.aside-${number}`;
    if (!['', ...companions].some((suffix) => existsSync(`${aside}${suffix}`))) return aside;
  }
}

function unlessDamaged(error: unknown): undefined {
  if (error instanceof CoreError && error.reason === 'damaged-catalog') return undefined;
  throw error;
}
