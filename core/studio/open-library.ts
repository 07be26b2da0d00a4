import { join } from 'node:path';
import { findFaultsApart } from '../catalog/find-faults-apart.ts';
import { openCatalog, type Catalog } from '../catalog/open-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import { adoptRuns } from '../services/adopt-runs.ts';
import { prepareLibraryFolder } from '../services/library-folder.ts';
import type { House } from './house.ts';
import type { MakePart, Part } from './part.ts';
import type { PictureRoutes } from './picture.ts';
import type { Areas } from './router.ts';

/** A library whose catalog is open, with everything that can be done in it. */
export interface OpenLibrary {
  readonly house: House;
  readonly areas: Partial<Areas>;
  readonly pictures: PictureRoutes;
  /** What was noticed while opening and checking, in words. */
  notices(): readonly string[];
  close(): Promise<void>;
}

/** What outlives the catalog: it is shared by a library that is closed, restored and opened again. */
export type Shared = Pick<
  House,
  'library' | 'engines' | 'tickets' | 'changes' | 'settings' | 'systemTrash' | 'resources'
>;

/**
 * Opens the catalog and puts the parts together: what they prepare is prepared and the queue runs when this returns.
 * Throws `damaged-catalog`, `newer-catalog`, `catalog-busy`, `read-only-library`, `disk-full`, `write-failed`.
 */
export async function openLibrary(
  shared: Shared,
  makeParts: readonly MakePart[],
  furnish: (catalog: Catalog, shared: Shared) => Pick<House, 'queue' | 'actions'>,
  { isSafeMode = false }: { readonly isSafeMode?: boolean } = {},
): Promise<OpenLibrary> {
  const catalog = await openCatalog(shared.library.catalog, { defersBackup: true });
  try {
    if (!catalog.readOnly) {
      await prepareLibraryFolder(shared.library);
      await adoptRuns(shared.library, catalog);
    }
    const house = { ...shared, catalog, ...furnish(catalog, shared) };
    if (isSafeMode) house.queue.setHeld(true);
    return await furnished(catalog, house, makeParts);
  } catch (error) {
    catalog.close();
    throw error;
  }
}

async function furnished(
  catalog: Catalog,
  house: House,
  makeParts: readonly MakePart[],
): Promise<OpenLibrary> {
  const parts = makeParts.map((make) => make(house));
  const notices = catalog.warnings.map((warning) => warning.message);
  const leaving = new AbortController();
  let checking: Promise<void> | undefined;
  const end = async () => {
    leaving.abort();
    await checking;
    for (const part of parts) await part.close?.();
    await house.queue.close();
  };
  try {
    await begin(house, parts);
  } catch (error) {
    await end().catch(unlessKnown); // what a damaged catalog keeps from ending is the same damage
    throw error;
  }
  if (!catalog.isChecked) checking = checkLater(house, notices, leaving.signal);
  return {
    house,
    areas: Object.assign({}, ...parts.map((part) => part.areas)) as Partial<Areas>,
    pictures: Object.assign({}, ...parts.map((part) => part.pictures)) as PictureRoutes,
    notices: () => notices,
    close: () => end().finally(() => catalog.close()),
  };
}

async function begin({ catalog, queue, actions }: House, parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    for (const kind of part.jobs ?? []) queue.register(kind);
    for (const effect of part.effects ?? []) actions.register(effect);
  }
  for (const part of parts) await part.prepare?.().catch(unlessLookedAt(catalog));
  queue.open(); // what was interrupted is in the list of jobs
}

/** What cannot be prepared in a library that is only looked at is left as it is. */
function unlessLookedAt({ readOnly }: Catalog): (error: unknown) => void {
  return (error) => {
    if (!readOnly || !(error instanceof CoreError) || error.reason !== 'read-only-library') throw error;
  };
}

/** A catalog that is too large for it while it opens is checked and backed up beside the work. */
async function checkLater(
  { library, catalog, changes }: House,
  notices: string[],
  signal: AbortSignal,
): Promise<void> {
  const check = async () => {
    const { damage } = await findFaultsApart(library.catalog, signal, { withDangling: false });
    return damage.length > 0 ? [damaged] : await catalog.backUpIfDue(signal);
  };
  // What was not found out is asked again at the next start.
  const found = await check().catch((error: unknown) => (isDamage(error) ? [error] : []));
  if (found.length === 0) return;
  notices.push(...found.map(({ message }) => message));
  changes.publish({ topic: 'library' });
}

function unlessKnown(error: unknown): void {
  if (!(error instanceof CoreError)) throw error;
}

function isDamage(error: unknown): error is CoreError {
  return error instanceof CoreError && error.reason === 'damaged-catalog';
}

const damaged = {
  message: 'The catalog is damaged. Your photos are safe. Restore a backup under Settings, Library.',
};

/** Where the lock of the one app that has a library open lies. */
export function appLock(root: string): string {
  return join(root, 'app.lock');
}
