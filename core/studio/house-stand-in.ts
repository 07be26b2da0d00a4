import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Change } from '../contract/app-contract.ts';
import type { Emptying } from '../contract/trash-contract.ts';
import { testTrash, type TestTrash } from '../files/system-trash-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { createEngines } from '../jobs/create-engines.ts';
import { createJobQueue } from '../jobs/create-job-queue.ts';
import { forkEngine } from '../jobs/fork-engine.ts';
import { libraryFolder } from '../services/library-folder.ts';
import { createActions } from './actions/create-actions.ts';
import { createChanges } from './changes.ts';
import type { House } from './house.ts';
import { openLibrary } from './open-library.ts';
import type { MakePart } from './part.ts';
import type { PictureRoutes } from './picture.ts';
import type { Areas } from './router.ts';
import { openSettings } from './settings/settings-store.ts';
import { createTickets } from './tickets.ts';

export interface TestHouse {
  readonly house: House;
  readonly areas: Areas;
  readonly pictures: PictureRoutes;
  /** Everything published since the house was opened. */
  readonly changes: readonly Change[];
  /** What stands for the trash of the system. */
  readonly trash: TestTrash;
  /** Closes the library and the engines, so that the same folder can be opened again. */
  close(): Promise<void>;
}

/** What ships with the app. */
export const testResources = fileURLToPath(new URL('../../resources', import.meta.url));

/** A real house with these parts over a library in a temporary folder (or `root`), closed when the test is done. */
export async function openHouse(
  makeParts: readonly MakePart[],
  { root = temporaryFolder(), resources = testResources, trash = testTrash() } = {},
): Promise<TestHouse> {
  const library = libraryFolder(root);
  const changes = createChanges();
  const told: Change[] = [];
  changes.listen((change) => told.push(change));
  const engines = createEngines({ spawn: forkEngine() });
  const settings = await openSettings(library, root);
  const shared = {
    ...{ library, engines, changes, settings, resources },
    ...{ tickets: createTickets(), systemTrash: trash.trash },
  };
  const houses: House[] = [];
  const look: MakePart = (house) => (houses.push(house), { areas: {} });
  const open = await openLibrary(shared, [look, ...makeParts], (catalog) => ({
    queue: createJobQueue(catalog),
    actions: createActions(catalog, changes),
  }));
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await open.close();
    await engines.close();
  };
  onTestFinished(close);
  return {
    house: houses[0]!,
    areas: open.areas as Areas,
    pictures: open.pictures,
    changes: told,
    trash,
    close,
  };
}

/** What the emptying of a trash tells at last. */
export async function emptied(
  telling: Promise<AsyncIterable<Emptying>> | AsyncIterable<Emptying>,
): Promise<Emptying> {
  let last: Emptying | undefined;
  for await (const told of await telling) last = told;
  return last!;
}
