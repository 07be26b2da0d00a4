import { stat } from 'node:fs/promises';
import { CoreError } from '../../contract/core-error.ts';
import type { Settings } from '../../contract/settings-contract.ts';
import { shortPath } from '../../files/short-path.ts';
import type { Area } from '../area.ts';
import type { LibraryDoor } from '../library-door.ts';
import type { Shared } from '../open-library.ts';
import { readEngines } from './read-engines.ts';
import type { OpenSettings } from './settings-store.ts';

interface SettingsAreaOptions {
  readonly door: LibraryDoor;
  readonly shared: Shared;
  readonly settings: OpenSettings;
}

/** Settings and devices. */
export function createSettingsArea({ door, shared, settings }: SettingsAreaOptions): Area<'settings'> {
  const told = (changed: Settings): Settings => {
    shared.changes.publish({ topic: 'settings' });
    return shown(changed);
  };
  return {
    get: () => shown(settings.get()),
    set: async (change) => {
      door.open();
      return told(await settings.set(change));
    },
    async chooseExportFolder({ ticket }) {
      door.open();
      if (ticket === null) return told(await settings.setExportFolder(undefined));
      const { path } = shared.tickets.take(ticket);
      if (!(await stat(path).catch(() => undefined))?.isDirectory())
        throw new CoreError('folder-not-found', 'The place for exports must be a folder. Choose another.');
      return told(await settings.setExportFolder(path));
    },
    engines: () => readEngines(door.open().house),
    testEngines() {
      const { queue } = door.open().house;
      return { jobId: queue.add({ kind: 'self-test', title: 'Test the processor', payload: {} }).id };
    },
  };
}

function shown(settings: Settings): Settings {
  return { ...settings, exportFolder: shortPath(settings.exportFolder) };
}
