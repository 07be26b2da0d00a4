import { rename, rm, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { isRunLocked } from '../../catalog/run-lock.ts';
import type { Run } from '../../catalog/runs.ts';
import { CoreError } from '../../contract/core-error.ts';
import { bytesBelow } from '../../files/bytes-below.ts';
import { isInside } from '../../files/is-inside.ts';
import { temporaryPathBeside } from '../../files/temporary-path.ts';
import { translatorFile } from '../../services/translator-file.ts';
import type { House } from '../house.ts';
import type { RunControl } from './control-runs.ts';
import { folderOf } from './run-folder-of.ts';

export interface EmptiedRuns {
  readonly runs: number;
  readonly bytes: number;
}

/** Runs in the trash, the last one first. */
export function trashedRuns({ catalog }: House): readonly Run[] {
  return catalog.runs
    .list()
    .filter(({ trashedMs }) => trashedMs !== null)
    .toSorted((one, other) => other.trashedMs! - one.trashedMs!);
}

/** The folders that emptying the trash removes: those of the library only. */
export function trashedRunFolders(house: House): readonly string[] {
  return trashedRuns(house)
    .map((run) => folderOf(house, run))
    .filter((folder) => isInside(house.library.runs, folder));
}

/** Out of the trash, to be undone. Throws `run-not-found`. */
export function restoreRun({ house, effects }: RunControl, runId: number): void {
  const run = trashedRuns(house).find(({ id }) => id === runId);
  if (run === undefined)
    throw new CoreError('run-not-found', 'This training is not in the trash any more.', { runId });
  house.actions.perform(`Restore the training "${run.name}"`, effects.place, {
    runIds: [runId],
    isTrashed: false,
  });
}

/** What emptying the trash of runs would remove. */
export async function runTrashSize(house: House): Promise<EmptiedRuns> {
  let [runs, bytes] = [0, 0];
  for (const run of trashedRuns(house)) {
    if (await isNeeded(house, run)) continue;
    runs++;
    if (isInside(house.library.runs, folderOf(house, run))) bytes += await bytesBelow(folderOf(house, run));
  }
  return { runs, bytes };
}

/** Removes the runs in the trash with their files, but those that something needs; styles that they made stay. */
export async function emptyRunTrash(
  house: House,
  which: readonly Run[] = trashedRuns(house),
): Promise<EmptiedRuns> {
  let [runs, bytes] = [0, 0];
  for (const run of which) {
    const freed = (await isNeeded(house, run)) ? undefined : await removeRun(house, run);
    if (freed === undefined) continue;
    runs++;
    bytes += freed;
    await setImmediate();
  }
  if (runs > 0) for (const topic of ['runs', 'library'] as const) house.changes.publish({ topic });
  return { runs, bytes };
}

/** At a start: finishes what a kill left of that, and removes what is in the trash since before a time. */
export async function tidyRunTrash(house: House, beforeMs: number): Promise<void> {
  if (house.catalog.readOnly) return;
  for (const run of trashedRuns(house)) {
    const folder = folderOf(house, run);
    const isGone = isInside(house.library.runs, folder) && !(await isThere(folder));
    if (isGone) house.catalog.runs.remove(run.id);
  }
  await emptyRunTrash(
    house,
    trashedRuns(house).filter(({ trashedMs }) => trashedMs! < beforeMs),
  );
}

/** Whether it is being trained, or is what a style whose file is gone can be published from again. */
async function isNeeded(house: House, run: Run): Promise<boolean> {
  return (await isTraining(house, run)) || (await isOnlySource(house, run));
}

async function isTraining(house: House, run: Run): Promise<boolean> {
  const job = run.jobId === null ? undefined : house.catalog.jobs.get(run.jobId);
  if (job?.state === 'queued' || job?.state === 'running') return true;
  const folder = folderOf(house, run);
  return (await isThere(folder)) && isRunLocked(folder);
}

async function isOnlySource(house: House, run: Run): Promise<boolean> {
  const { translators, styles } = house.catalog;
  const made = translators
    .list()
    .filter(({ runId, styleId }) => runId === run.id && styles.get(styleId)?.trashedMs === null);
  const areThere = await Promise.all(made.map((row) => isThere(translatorFile(row, house))));
  return areThere.includes(false);
}

/**
 * The folder goes out of the way as one step, then the row, then what was in it: a kill in between leaves no half of a
 * run, and what lies out of the way is removed at the next start. Undefined when it was restored meanwhile.
 */
async function removeRun({ library, catalog }: House, run: Run): Promise<number | undefined> {
  const folder = folderOf({ library }, run);
  const isOurs = isInside(library.runs, folder) && (await isThere(folder));
  const bytes = isOurs ? await bytesBelow(folder) : 0;
  const aside = temporaryPathBeside(folder);
  if (isOurs) await rename(folder, aside);
  try {
    if (catalog.runs.get(run.id)?.trashedMs === null) return undefined;
    catalog.runs.remove(run.id);
    if (isOurs) await rm(aside, { recursive: true, force: true });
    return bytes;
  } finally {
    if (isOurs && catalog.runs.get(run.id) !== undefined) await rename(aside, folder);
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
