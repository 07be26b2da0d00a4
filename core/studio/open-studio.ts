import { mkdir, rm } from 'node:fs/promises';
import type { AnyProcedure } from '@orpc/server';
import { takeLock, type ProcessLock } from '../catalog/process-lock.ts';
import { CoreError } from '../contract/core-error.ts';
import type { Ticketed } from '../contract/procedure.ts';
import { ownSystemTrash } from '../files/own-system-trash.ts';
import type { SystemTrash } from '../files/system-trash.ts';
import type { SpawnEngine } from '../jobs/engine-process.ts';
import { createEngines } from '../jobs/create-engines.ts';
import { forkEngine } from '../jobs/fork-engine.ts';
import { defaultLibraryFolder, libraryFolder, type LibraryFolder } from '../services/library-folder.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { createAppArea } from './app/app-area.ts';
import { describeApp } from './app/describe-app.ts';
import { watchLoop, type LoopMonitor } from './app/loop-monitor.ts';
import { openStartLog, type StartLog } from './app/start-log.ts';
import type { Area } from './area.ts';
import { createChanges } from './changes.ts';
import { furnish } from './furnish.ts';
import { createLibraryArea } from './library/library-area.ts';
import { createDoor, type LibraryDoor } from './library-door.ts';
import { watchLibrary } from './library-watch.ts';
import { appLock, openLibrary, type OpenLibrary, type Shared } from './open-library.ts';
import { parts } from './parts.ts';
import type { ServedFile } from './picture.ts';
import { createQuitting, type Quitting } from './quitting.ts';
import { createRouter, type Areas } from './router.ts';
import { createSettingsArea } from './settings/settings-area.ts';
import { openSettings, type OpenSettings } from './settings/settings-store.ts';
import { mintPaths } from './mint-paths.ts';
import { createTickets, type Tickets } from './tickets.ts';

export interface StudioOptions {
  /** `$DIPTYCH_HOME` or the platform's place for data when absent. */
  readonly libraryFolder?: string | undefined;
  /** What ships with the app: sample photos, sample pair, bundled styles. */
  readonly resourcesFolder: string;
  readonly host: 'electron' | 'browser';
  /** Forks Node where absent. */
  readonly spawnEngine?: SpawnEngine;
  /** That of this process's user where absent, as far as it can be reached without a desktop. */
  readonly systemTrash?: SystemTrash;
  /** Told of errors that nobody threw on purpose. */
  readonly onFault: (error: unknown) => void;
}

/** Everything the app does, for a host to put on a wire. */
export interface Studio {
  readonly router: Record<string, Record<string, AnyProcedure>>;
  readonly library: LibraryFolder;
  readonly tickets: Tickets;
  readonly loop: LoopMonitor;
  /** Starts what the first page will ask for; a host calls it while nobody waits yet. */
  warmUp(): void;
  /** The file at an address below the picture root; undefined where there is none. */
  servePicture(address: string, signal: AbortSignal): Promise<ServedFile | undefined>;
  /** Tickets for what a person chose or dropped outside the page; what is not there is left out. */
  mint(paths: readonly string[]): Promise<readonly Ticketed[]>;
  /** What a finished export wrote, for the file manager: its folder, and its files there. */
  exported(jobId: number): Promise<{ readonly folder: string; readonly files: readonly string[] }>;
  /** What becomes of running work when the app is to end. */
  readonly quitting: Quitting;
  /** Stops work so that it can go on later, ends the engines and frees the library. */
  close(): Promise<void>;
}

/**
 * Opens a library for the app. A catalog that does not open leaves the studio running with `app`, `library` and
 * `settings` alone, which can restore or rebuild it. Throws `catalog-busy` naming the process that has the library open
 * already, `read-only-library`, `disk-full`, `write-failed` when the folder cannot be made.
 */
export async function openStudio(options: StudioOptions): Promise<Studio> {
  const library = libraryFolder(options.libraryFolder ?? defaultLibraryFolder());
  await mkdir(library.root, { recursive: true });
  const lock = takeLibrary(library);
  try {
    return await openLocked(options, library, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openLocked(
  options: StudioOptions,
  library: LibraryFolder,
  lock: ProcessLock,
): Promise<Studio> {
  const { resourcesFolder, host, onFault, spawnEngine = forkEngine() } = options;
  const { systemTrash = ownSystemTrash() } = options;
  let held = lock;
  const loop = watchLoop();
  await rm(library.uploads, { recursive: true, force: true }).catch(() => undefined); // it is only looked at
  const start = await openStartLog(library.logs, startLine(host));
  const settings = await openSettings(library);
  const engines = createEngines({ spawn: spawnEngine });
  const tickets = createTickets();
  const changes = createChanges();
  const shared: Shared = {
    ...{ library, engines, tickets, changes, settings, systemTrash },
    resources: resourcesFolder,
  };
  const { door, safeMode } = await openWatched(shared, settings, start);
  const watch = watchLibrary(library, door, () => {
    held.release();
    held = takeLibrary(library);
  });
  const describe = describeApp(engines);
  loop.reset(); // starting is not waiting: nobody could ask for anything yet
  const always: Partial<Areas> = {
    app: createAppArea({
      ...{ door, shared, host, loop, describe, settingsNotice: settings.notice },
      isSafeMode: safeMode.isOn,
      onPageReady: () => start.mark('ready'),
    }),
    library: createLibraryArea({ door, shared, openAnew: safeMode.openAnew }),
    settings: createSettingsArea({ door, shared, settings }),
  };
  const noteFault = (error: unknown) => {
    start.fault(error);
    onFault(error);
  };
  return {
    router: createRouter((name) => findArea(name, always, door), noteFault),
    library,
    tickets,
    loop,
    warmUp: () => void describe().catch(() => undefined), // asked again when it is needed
    servePicture: (address, signal) => servePicture(door, address, signal),
    mint: (paths) => mintPaths(paths, tickets),
    exported: (jobId) => findExported(door, jobId),
    quitting: createQuitting(door),
    async close() {
      watch.stop();
      await door.close();
      await engines.close();
      loop.stop();
      await start.mark('ended');
      await start.close();
      held.release();
    },
  };
}

function startLine(host: StudioOptions['host']): string {
  const { node, electron = 'none' } = process.versions;
  const { platform, arch } = process;
  return `Diptych ${packageFile.version} (${host}), Node ${node}, Electron ${electron}, ${platform} ${arch}`;
}

interface SafeMode {
  readonly isOn: () => boolean;
  readonly openAnew: (isSafeMode: boolean) => Promise<void>;
}

/** So many starts that failed in a row make the next one ask before it opens anything. */
const failuresToAskAfter = 2;

/** Opens the library and notes how far it came; after failed starts it is kept closed until a person says how to go on. */
async function openWatched(
  shared: Shared,
  settings: Pick<OpenSettings, 'useDefaults'>,
  start: StartLog,
): Promise<{ readonly door: LibraryDoor; readonly safeMode: SafeMode }> {
  const state = { isOn: false };
  const openNow = async (): Promise<OpenLibrary> => {
    await start.mark('opening');
    settings.useDefaults(state.isOn);
    try {
      const opened = await openLibrary(shared, parts, furnish, { isSafeMode: state.isOn });
      await start.mark(state.isOn ? 'safe-mode' : 'open');
      return opened;
    } catch (error) {
      start.fault(error);
      throw error;
    }
  };
  const isAsking = start.failedBefore >= failuresToAskAfter;
  if (isAsking) await start.mark('safe-mode-offered');
  const door = await createDoor(openNow, shared.changes.publish, isAsking ? failedStarts(start) : undefined);
  const openAnew = (isOn: boolean) =>
    door.whileClosed(async () => {
      state.isOn = isOn;
      return Promise.resolve();
    });
  return { door, safeMode: { isOn: () => state.isOn, openAnew } };
}

function failedStarts({ failedBefore }: StartLog): CoreError {
  return new CoreError(
    'failed-starts',
    `The last ${failedBefore} starts ended before the app could be used. Start in safe mode, which takes up no work, or as usual.`,
    { failedStarts: failedBefore },
  );
}

/** A library that cannot be written to is only looked at, which others may do at the same time. */
function takeLibrary({ root }: LibraryFolder): ProcessLock {
  const lock = takeUnlessReadOnly(appLock(root));
  if (!('heldBy' in lock)) return lock;
  const holder = lock.heldBy === undefined ? 'another process' : `process ${lock.heldBy}`;
  throw new CoreError(
    'catalog-busy',
    `The library "${root}" is open in Diptych already (${holder}). Use that one, or end it first.`,
    { root, processId: lock.heldBy },
  );
}

function findArea<Name extends keyof Areas>(
  name: Name,
  always: Partial<Areas>,
  door: LibraryDoor,
): Area<Name> {
  const area = always[name] ?? door.open().areas[name];
  if (area !== undefined) return area;
  throw new CoreError('unexpected-error', `This build has no "${name}". Install Diptych again.`);
}

async function findExported(door: LibraryDoor, jobId: number): ReturnType<Studio['exported']> {
  const { signal } = new AbortController();
  const { folder, files } = await findArea('translation', {}, door).exported({ jobId }, { signal });
  return { folder, files: files.filter(({ status }) => status === 'done').map(({ name }) => name) };
}

function takeUnlessReadOnly(path: string): ReturnType<typeof takeLock> {
  try {
    return takeLock(path);
  } catch (error) {
    if (!(error instanceof CoreError) || error.reason !== 'read-only-library') throw error;
    return { release: () => undefined };
  }
}

/** Addresses are made of plain words and numbers; whatever else is asked for is not there. */
async function servePicture(
  door: LibraryDoor,
  address: string,
  signal: AbortSignal,
): Promise<ServedFile | undefined> {
  const parts = address.split('/');
  if (!parts.every((part) => /^[\w-]{1,64}$/.test(part)) || door.problem() !== null) return undefined;
  const { pictures } = door.open();
  const [kind = '', ...rest] = parts;
  return Object.hasOwn(pictures, kind) ? await pictures[kind]?.(rest, signal) : undefined;
}
