import { basename } from 'node:path';
import packageFile from '../../../package.json' with { type: 'json' };
import type { AppFacts } from '../../contract/app-contract.ts';
import { failureOf } from '../../contract/failure.ts';
import type { Area } from '../area.ts';
import type { LibraryDoor } from '../library-door.ts';
import type { Shared } from '../open-library.ts';
import { streamOf } from '../stream-of.ts';
import type { AppDescription } from './describe-app.ts';
import { diagnosticReport } from './diagnostic-report.ts';
import { keepPasted } from './keep-pasted.ts';
import { lookAt } from './look-at.ts';
import type { LoopMonitor } from './loop-monitor.ts';

interface AppAreaOptions {
  readonly door: LibraryDoor;
  readonly shared: Shared;
  readonly host: AppFacts['host'];
  readonly loop: LoopMonitor;
  readonly describe: () => Promise<AppDescription>;
  readonly settingsNotice: string | undefined;
  readonly isSafeMode: () => boolean;
  /** Called when a page has what it needs to show itself. */
  readonly onPageReady: () => Promise<void>;
}

/** The app itself; works also while the library is closed. */
export function createAppArea({
  door,
  shared,
  host,
  loop,
  describe,
  settingsNotice,
  isSafeMode,
  onPageReady,
}: AppAreaOptions): Area<'app'> {
  const { version } = packageFile;
  return {
    async facts() {
      const problem = door.problem();
      const description = await describe();
      await onPageReady();
      return {
        version,
        host,
        platform: platformOf(process.platform),
        library: {
          name: basename(shared.library.root),
          isReadOnly: problem === null && door.open().house.catalog.readOnly,
          isSafeMode: isSafeMode(),
          problem: problem === null ? null : failureOf(problem),
        },
        ...description,
      };
    },
    changes: (_input, { signal }) => streamOf(shared.changes.listen, signal),
    notices() {
      const library = door.problem() === null ? door.open().notices() : [];
      const all = settingsNotice === undefined ? library : [settingsNotice, ...library];
      return all.map((message) => ({ level: 'warning', message }) as const);
    },
    look: ({ tickets }) => lookAt(tickets, shared.tickets),
    keepPasted: ({ picture }) => keepPasted(picture, shared.library.uploads, shared.tickets),
    diagnosticReport: async () => ({ text: await diagnosticReport({ version, host, door, shared, loop }) }),
  };
}

function platformOf(platform: NodeJS.Platform): AppFacts['platform'] {
  const known = ['linux', 'darwin', 'win32'] as const;
  return known.find((name) => name === platform) ?? 'other';
}
