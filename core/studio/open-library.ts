import { join } from 'node:path';
import { findFaultsApart } from '../catalog/find-faults-apart.ts';
import { openCatalog, type Catalog } from '../catalog/open-catalog.ts';
import { CoreError } from '../contract/core-error.ts';
import { adoptRuns } from '../services/adopt-runs.ts';
import { prepareLibraryFolder } from '../services/library-folder.ts';
import type { House } from './house.ts';
import type { MakePart } from './part.ts';
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
  const catalog = await openCatalog(shared.library.catalog);
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
  for (const part of parts) {
    for (const kind of part.jobs ?? []) house.queue.register(kind);
    for (const effect of part.effects ?? []) house.actions.register(effect);
  }
  for (const part of parts) await part.prepare?.().catch(unlessLookedAt(catalog));
  house.queue.open(); // what was interrupted is in the list of jobs
  const notices = catalog.warnings.map((warning) => warning.message);
  const leaving = new AbortController();
  if (!catalog.isChecked) void checkLater(house, notices, leaving.signal);
  return {
    house,
    areas: Object.assign({}, ...parts.map((part) => part.areas)) as Partial<Areas>,
    pictures: Object.assign({}, ...parts.map((part) => part.pictures)) as PictureRoutes,
    notices: () => notices,
    async close() {
      leaving.abort();
      try {
        for (const part of parts) await part.close?.();
        await house.queue.close();
      } finally {
        catalog.close();
      }
    },
  };
}

/** What cannot be prepared in a library that is only looked at is left as it is. */
function unlessLookedAt({ readOnly }: Catalog): (error: unknown) => void {
  return (error) => {
    if (!readOnly || !(error instanceof CoreError) || error.reason !== 'read-only-library') throw error;
  };
}

/** A catalog that is too large to be checked while it opens is checked beside the work. */
async function checkLater(
  { library, changes }: House,
  notices: string[],
  signal: AbortSignal,
): Promise<void> {
  const faults = await findFaultsApart(library.catalog, signal).catch(() => undefined); // asked again at the next start
  if (faults === undefined || faults.damage.length === 0) return;
  notices.push('The catalog is damaged. Your photos are safe. Restore a backup under Settings, Library.');
  changes.publish({ topic: 'library' });
}

/** Where the lock of the one app that has a library open lies. */
export function appLock(root: string): string {
  return join(root, 'app.lock');
}
