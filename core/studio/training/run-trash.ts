import { rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRunLocked } from '../../catalog/run-lock.ts';
import type { Run } from '../../catalog/runs.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { Emptying, TrashSize } from '../../contract/trash-contract.ts';
import { bytesBelow } from '../../files/bytes-below.ts';
import { isInside } from '../../files/is-inside.ts';
import { temporaryPathBeside } from '../../files/temporary-path.ts';
import { fileStem } from '../../services/result-name.ts';
import { translatorFile } from '../../services/translator-file.ts';
import { bothDiscarded, discard, nothingDiscarded, trashFate, type Discarded } from '../discard.ts';
import type { House } from '../house.ts';
import type { RunControl } from './control-runs.ts';
import { folderOf } from './run-folder-of.ts';

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
export async function runTrashSize(house: House): Promise<TrashSize> {
  let [count, bytes] = [0, 0];
  for (const run of trashedRuns(house)) {
    if (await isNeeded(house, run)) continue;
    count++;
    if (isInside(house.library.runs, folderOf(house, run))) bytes += await bytesBelow(folderOf(house, run));
  }
  return { count, bytes, fate: await trashFate(house) };
}

/**
 * Removes the runs in the trash with their files, but those that something needs, and tells how far it is; styles that they
 * made stay. What is left when `signal` is aborted stays in the trash.
 */
export async function* emptyRunTrash(
  house: House,
  signal: AbortSignal,
  which: readonly Run[] = trashedRuns(house),
): AsyncGenerator<Emptying, void, void> {
  const total = which.length;
  let [removed, discarded] = [0, nothingDiscarded];
  try {
    yield { removed, total, ...discarded };
    for (const run of which) {
      if (signal.aborted) return;
      const files = (await isNeeded(house, run)) ? undefined : await removeRun(house, run);
      if (files === undefined) continue;
      discarded = bothDiscarded(discarded, files);
      yield { removed: ++removed, total, ...discarded };
    }
  } finally {
    if (removed > 0) for (const topic of ['runs', 'library'] as const) house.changes.publish({ topic });
  }
}

/** At a start: finishes what a kill left of that, and removes what is in the trash since before a time. */
export async function tidyRunTrash(house: House, beforeMs: number): Promise<void> {
  if (house.catalog.readOnly) return;
  for (const run of trashedRuns(house)) {
    const folder = folderOf(house, run);
    const isGone = isInside(house.library.runs, folder) && !(await isThere(folder));
    if (isGone) house.catalog.runs.remove(run.id);
  }
  const old = trashedRuns(house).filter(({ trashedMs }) => trashedMs! < beforeMs);
  const emptying = emptyRunTrash(house, new AbortController().signal, old);
  while ((await emptying.next()).done !== true); // nobody watches
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
 * The folder goes out of the way as one step, then the row, then the folder into the trash of the system under the run's
 * name: a kill in between leaves no half of a run, and what lies out of the way is removed at the next start. Undefined when
 * it was restored meanwhile.
 */
async function removeRun(house: House, run: Run): Promise<Discarded | undefined> {
  const { library, catalog } = house;
  const folder = folderOf({ library }, run);
  const isOurs = isInside(library.runs, folder) && (await isThere(folder));
  const aside = temporaryPathBeside(folder);
  if (isOurs) await rename(folder, aside);
  try {
    if (catalog.runs.get(run.id)?.trashedMs === null) return undefined;
    catalog.runs.remove(run.id);
    const as = join(dirname(folder), fileStem(run.name));
    return isOurs ? await discard(house, { path: aside, as }) : nothingDiscarded;
  } finally {
    if (isOurs && catalog.runs.get(run.id) !== undefined) await rename(aside, folder);
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
