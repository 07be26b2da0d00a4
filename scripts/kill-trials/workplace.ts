import { noSystemTrash } from '../../core/files/system-trash.ts';
import { createEngines } from '../../core/jobs/create-engines.ts';
import { forkEngine } from '../../core/jobs/fork-engine.ts';
import { libraryFolder } from '../../core/services/library-folder.ts';
import { createChanges } from '../../core/studio/changes.ts';
import { furnish } from '../../core/studio/furnish.ts';
import type { House } from '../../core/studio/house.ts';
import { openLibrary } from '../../core/studio/open-library.ts';
import { parts } from '../../core/studio/parts.ts';
import type { Areas } from '../../core/studio/router.ts';
import { openSettings } from '../../core/studio/settings/settings-store.ts';
import { createTickets } from '../../core/studio/tickets.ts';

/** The app over a library, without a wire. */
export interface Workplace {
  readonly house: House;
  readonly areas: Areas;
  close(): Promise<void>;
}

export async function openWorkplace(root: string, resources: string): Promise<Workplace> {
  const library = libraryFolder(root);
  const engines = createEngines({ spawn: forkEngine() });
  const settings = await openSettings(library, root);
  const shared = {
    ...{ library, engines, settings, resources },
    ...{ tickets: createTickets(), changes: createChanges(), systemTrash: noSystemTrash },
  };
  const { areas, house, close } = await openLibrary(shared, parts, furnish);
  return {
    house,
    areas: areas as Areas,
    async close() {
      await close();
      await engines.close();
    },
  };
}
