import { join } from 'node:path';
import { findFaultsApart } from '../catalog/find-faults-apart.ts';
import { openCatalog, type Catalog } from '../catalog/open-catalog.ts';
import type { Change } from '../contract/app-contract.ts';
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
export type Shared = Pick<House, 'library' | 'engines' | 'tickets' | 'changes' | 'settings' | 'resources'>;

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
      for (const part of parts) await part.close?.();
      await house.queue.close();
      catalog.close();
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

/** The library of a running app: open, or closed because of a problem. */
export interface LibraryDoor {
  /** Throws `library-closed` with the problem. */
  open(): OpenLibrary;
  /** Why it is closed; null while it is open. */
  problem(): CoreError | null;
  /** Closes it, does `work` on its files, and opens it again, whatever came of the work. */
  whileClosed<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Opens the door, unless it is to be kept closed for the reason given; a catalog that does not open is a problem that is shown, anything else
 * is thrown.
 */
export async function createDoor(
  openNow: () => Promise<OpenLibrary>,
  publish: (change: Change) => void,
  keptClosed?: CoreError,
): Promise<LibraryDoor> {
  const state: { now: OpenLibrary | CoreError } = {
    now: keptClosed ?? (await openNow().catch(onlyCoreError)),
  };
  const close = async () => {
    if (!(state.now instanceof CoreError)) await state.now.close();
    state.now = new CoreError('library-closed', 'The library is being worked on. Try again in a moment.');
  };
  return {
    open() {
      if (!(state.now instanceof CoreError)) return state.now;
      const { code, reason, message } = state.now;
      throw new CoreError(
        'library-closed',
        `The library is not open. ${message}`,
        { problem: { code, reason, message } },
        { cause: state.now },
      );
    },
    problem: () => (state.now instanceof CoreError ? state.now : null),
    async whileClosed(work) {
      await close();
      try {
        return await work();
      } finally {
        state.now = await openNow().catch(onlyCoreError);
        for (const topic of topics) publish({ topic });
      }
    },
    close,
  };
}

const topics = [
  ...(['library', 'photos', 'albums', 'results', 'styles'] as const),
  ...(['datasets', 'runs', 'jobs', 'actions'] as const),
];

function onlyCoreError(error: unknown): CoreError {
  if (error instanceof CoreError) return error;
  throw error;
}

/** Where the lock of the one app that has a library open lies. */
export function appLock(root: string): string {
  return join(root, 'app.lock');
}
