import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { settings as schema, type Settings } from '../../contract/settings-contract.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { LibraryFolder } from '../../services/library-folder.ts';
import type { SettingsStore } from '../house.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a settings file says, and what was wrong with it in words for a person. */
interface ReadSettings {
  readonly values: Values;
  readonly notice: string | undefined;
}

/** The settings of a library, with what was wrong with their file. */
export interface OpenSettings extends SettingsStore {
  readonly notice: string | undefined;
  /** `undefined` puts the default back. */
  setExportFolder(folder: string | undefined): Promise<Settings>;
  /** Whether the usual settings are in force; changes are then kept in memory alone. */
  useDefaults(areUsed: boolean): void;
}

/**
 * Reads `settings.json`: keys that are not known are kept, values that do not fit give way to their defaults. A file
 * that cannot be read gives way to the previous one, which every change keeps as `settings.json.previous`. Changes throw
 * `disk-full`, `write-failed`.
 */
export async function openSettings(library: LibraryFolder, home: string = homedir()): Promise<OpenSettings> {
  const { values: first, notice } = await readSettings(library.settings);
  const state: { values: Values; instead: Values | undefined; writing: Promise<unknown> } = {
    values: first,
    instead: undefined,
    writing: Promise.resolve(),
  };
  const defaults = defaultSettings(library, home);
  const write = (change: Values): Promise<Settings> => {
    if (state.instead !== undefined) {
      state.instead = merged(state.instead, change);
      return Promise.resolve(valid(state.instead, defaults));
    }
    const written = state.writing.then(async () => {
      const values = merged(state.values, change);
      await keepPrevious(library.settings);
      await writeFileAtomic(library.settings, `${JSON.stringify(values, null, 2)}\n`, { overwrite: true });
      state.values = values;
      return valid(values, defaults);
    });
    state.writing = written.catch(() => undefined); // one failed change does not stop the next
    return written;
  };
  return {
    notice,
    get: () => valid(state.instead ?? state.values, defaults),
    set: (change) => write(change),
    setExportFolder: (exportFolder) => write({ exportFolder }),
    useDefaults: (areUsed) => void (state.instead = areUsed ? {} : undefined),
  };
}

function defaultSettings(library: LibraryFolder, home: string): Settings {
  return {
    theme: 'system',
    singleKeys: true,
    importPlace: 'link',
    exportFolder: home === '' ? join(library.root, 'exports') : join(home, 'Pictures', 'Diptych'),
    megapixelLimit: 120,
    thumbnailPixels: 192,
    isQueueHeld: false,
    emptiedTrash: 'system-trash',
    hintsSeen: [],
    savedSearches: [],
    lastStyle: null,
  };
}

/** `undefined` takes a key away. */
function merged(values: Values, change: Values): Values {
  return Object.fromEntries(
    Object.entries({ ...values, ...change }).filter(([, value]) => value !== undefined),
  );
}

/** The known settings, each by itself: one bad value does not cost the others. */
function valid(values: Values, defaults: Settings): Settings {
  const known = Object.entries(schema.shape).flatMap(([name, shape]) => {
    const read = shape.safeParse(values[name]);
    return read.success ? [[name, read.data] as const] : [];
  });
  return { ...defaults, ...(Object.fromEntries(known) as Partial<Settings>) };
}

async function readSettings(file: string): Promise<ReadSettings> {
  const values = await readValues(file);
  if (values === 'absent') return { values: {}, notice: undefined };
  if (values !== 'damaged') return { values, notice: undefined };
  const previous = await readValues(previousOf(file));
  const usesPrevious = previous !== 'absent' && previous !== 'damaged';
  const instead = usesPrevious
    ? 'The settings before the last change are used'
    : 'The usual settings are used';
  return {
    values: usesPrevious ? previous : {},
    notice: `The file of the settings could not be read. ${instead}; look through them under Settings.`,
  };
}

async function readValues(file: string): Promise<Values | 'absent' | 'damaged'> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Values) : 'damaged';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'damaged';
  }
}

/** Only a file that can be read takes the place of the previous one. */
async function keepPrevious(file: string): Promise<void> {
  const values = await readValues(file);
  if (values === 'absent' || values === 'damaged') return;
  await writeFileAtomic(previousOf(file), `${JSON.stringify(values, null, 2)}\n`, { overwrite: true });
}

function previousOf(file: string): string {
  return `${file}.previous`;
}
