import { stat, statfs } from 'node:fs/promises';
import { basename } from 'node:path';
import { listBackups } from '../../catalog/backups.ts';
import { CoreError } from '../../contract/core-error.ts';
import { createCare } from '../../services/library-care.ts';
import type { LibraryFolder } from '../../services/library-folder.ts';
import type { Area } from '../area.ts';
import type { LibraryDoor } from '../library-door.ts';
import type { Shared } from '../open-library.ts';
import { failureOf } from '../../contract/failure.ts';
import { findingsKey, type CheckPayload, type KeptFindings } from './check-library.ts';
import { trashedStyleFiles } from '../styles/style-trash.ts';
import { trashedRunFolders } from '../training/run-trash.ts';
import { measureSpace, type TrashedPlaces } from './measure-space.ts';

/** The library as a whole; works also while its catalog does not open. */
export function createLibraryArea({
  door,
  shared: { library },
  openAnew,
}: {
  readonly door: LibraryDoor;
  readonly shared: Shared;
  readonly openAnew: (isSafeMode: boolean) => Promise<void>;
}): Area<'library'> {
  const care = createCare(library);
  return {
    state() {
      const problem = door.problem();
      return {
        name: basename(library.root),
        folder: library.root,
        isReadOnly: problem === null && door.open().house.catalog.readOnly,
        problem: problem === null ? null : failureOf(problem),
      };
    },
    async open({ isSafeMode }) {
      await openAnew(isSafeMode);
      const problem = door.problem();
      return { problem: problem === null ? null : failureOf(problem) };
    },
    async space() {
      const { bavail, bsize } = await statfs(library.root);
      return { used: await measureSpace(library, trashedPlaces(door)), freeBytes: bavail * bsize };
    },
    check: () => startCheck(door, 'Check library', { isRepairing: false }),
    repair: () => startCheck(door, 'Repair library', { isRepairing: true }),
    findings() {
      const kept = door.open().house.catalog.measurements.get(findingsKey) as KeptFindings | undefined;
      const { checkedMs = null, problems = [], repaired = [] } = kept ?? {};
      return { checkedMs, problems: [...problems], repaired: [...repaired] };
    },
    backUp: async () => ({ name: basename(await door.open().house.catalog.backUp()) }),
    backups: () => backupsOf(library),
    async restore({ name }) {
      const found = (await listBackups(library.catalog)).find(({ path }) => basename(path) === name);
      if (found === undefined)
        throw new CoreError('file-not-found', `There is no backup "${name}". Choose one of the list.`, {
          name,
        });
      const { keptAside } = await door.whileClosed(() => care.restore(found.path));
      return { keptAside: keptAside === null ? null : basename(keptAside) };
    },
    async rebuild() {
      const { datasets, runs, translators, keptAside } = await door.whileClosed(() => care.rebuild());
      return {
        datasets,
        runs,
        styles: translators,
        keptAside: keptAside === null ? null : basename(keptAside),
      };
    },
  };
}

/** Nothing is known of the trash while the catalog does not open. */
function trashedPlaces(door: LibraryDoor): TrashedPlaces {
  if (door.problem() !== null) return { runs: [], translators: [] };
  const { house } = door.open();
  return { runs: trashedRunFolders(house), translators: trashedStyleFiles(house) };
}

function startCheck(door: LibraryDoor, title: string, payload: CheckPayload): { readonly jobId: number } {
  const subject = { type: 'library', key: 'library' } as const;
  const job = door.open().house.queue.add({ kind: 'check-library', title, payload, subject });
  return { jobId: job.id };
}

async function backupsOf({ catalog }: LibraryFolder) {
  return Promise.all(
    (await listBackups(catalog)).map(async ({ path, createdMs }) => ({
      name: basename(path),
      createdMs,
      sizeBytes: (await stat(path)).size,
    })),
  );
}
