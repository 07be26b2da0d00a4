import type { Catalog } from '../catalog/open-catalog.ts';
import type { Settings } from '../contract/settings-contract.ts';
import type { SystemTrash } from '../files/system-trash.ts';
import type { Engines } from '../jobs/engines.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { LibraryFolder } from '../services/library-folder.ts';
import type { Actions } from './actions/actions.ts';
import type { Changes } from './changes.ts';
import type { Tickets } from './tickets.ts';

/** Settings of the library, kept in `settings.json`. */
export interface SettingsStore {
  get(): Settings;
  set(change: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }): Promise<Settings>;
}

/** What all areas of an open library share. */
export interface House {
  readonly library: LibraryFolder;
  readonly catalog: Catalog;
  readonly engines: Engines;
  readonly queue: JobQueue;
  readonly tickets: Tickets;
  readonly changes: Changes;
  readonly actions: Actions;
  readonly settings: SettingsStore;
  readonly systemTrash: SystemTrash;
  /** The folder of what ships with the app: sample photos, sample pair, bundled styles. */
  readonly resources: string;
}
