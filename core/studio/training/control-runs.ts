import type { Run } from '../../catalog/runs.ts';
import { checkpointSteps } from '../../checkpoint/checkpoint-folder.ts';
import { setBookmark } from '../../checkpoint/bookmarks.ts';
import { changeRunOptions } from '../../checkpoint/run-folder.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { House } from '../house.ts';
import { rateChanged } from './event-notes.ts';
import { knowNotes, writeNote } from './kept-notes.ts';
import type { LiveRuns } from './live-runs.ts';
import type { RunEffects } from './run-effects.ts';
import { findRun } from './run-info.ts';
import { enqueue } from './start-run.ts';
import { folderOf } from './run-folder-of.ts';

export interface RunControl {
  readonly house: House;
  readonly live: LiveRuns;
  readonly effects: RunEffects;
}

/** Throws `run-not-found`, `job-state`. */
export function pauseRun({ house }: RunControl, runId: number): void {
  const run = findRun(house, runId);
  if (run.jobId === null) throw notTraining(run);
  house.queue.pause(run.jobId);
}

/** Goes on from the newest good checkpoint. Throws `run-not-found`, `run-finished`, `job-state`. */
export async function continueRun(
  { house, live }: RunControl,
  { runId, learningRate }: { readonly runId: number; readonly learningRate?: number | undefined },
): Promise<Run> {
  const run = findRun(house, runId);
  if (run.state === 'finished')
    throw new CoreError(
      'run-finished',
      `"${run.name}" is finished. Publish it as a style, or start another.`,
      {
        runId,
      },
    );
  if (learningRate !== undefined) await lowerRate(house, live, run, learningRate);
  const { queue, catalog } = house;
  const job = run.jobId === null ? undefined : catalog.jobs.get(run.jobId);
  if (job === undefined) return enqueue(house, run);
  const { can } = queue.get(job.id);
  if (can.continue) queue.continue(job.id);
  else if (can.retry) queue.retry(job.id);
  else if (job.state === 'queued' || job.state === 'running') return run;
  else return enqueue(house, run);
  house.changes.publish({ topic: 'runs', ids: [runId] });
  return findRun(house, runId);
}

/** Throws `run-not-found`. */
export function retryRun({ house, live }: RunControl, runId: number): void {
  live.retryNow(findRun(house, runId).id);
}

/** Throws `run-not-found`, `no-checkpoint`. */
export async function stopRun({ house, live }: RunControl, runId: number): Promise<void> {
  const run = findRun(house, runId);
  if (run.state === 'finished' || live.ask(runId, 'stop')) return;
  const [step] = house.catalog.checkpoints
    .list(runId)
    .slice(-1)
    .map((checkpoint) => checkpoint.step);
  if (step === undefined)
    throw new CoreError('no-checkpoint', `"${run.name}" has no checkpoint yet. Discard it instead.`, {
      runId,
    });
  house.catalog.runs.update(runId, { state: 'finished', step, failure: null });
  await endJob(house, run);
  house.changes.publish({ topic: 'runs', ids: [runId] });
}

/** Into the trash, to be undone; a training that runs ends at once. */
export async function discardRun({ house, effects }: RunControl, runId: number): Promise<void> {
  const run = findRun(house, runId);
  const payload = { runIds: [runId], isTrashed: true };
  house.actions.perform(`Discard the training "${run.name}"`, effects.place, payload);
  await endJob(house, run);
  const { state } = house.catalog.runs.get(runId)!;
  if (state === 'running') house.catalog.runs.update(runId, { state: 'paused' });
}

/** Keeps the checkpoint of a step; null makes one now where the run trains, and otherwise keeps the newest. */
export async function bookmarkRun(control: RunControl, runId: number, step: number | null): Promise<void> {
  const { house } = control;
  const run = findRun(house, runId);
  const folder = folderOf(house, run);
  const kept = step ?? (await checkpointNow(control, run));
  if (!(await checkpointSteps(folder)).includes(kept))
    throw new CoreError(
      'no-checkpoint',
      `Step ${kept} of "${run.name}" has no checkpoint any more. Choose another.`,
      {
        runId,
        step: kept,
      },
    );
  await setBookmark(folder, kept, true);
  house.changes.publish({ topic: 'runs', ids: [runId] });
}

export async function unbookmarkRun({ house }: RunControl, runId: number, step: number): Promise<void> {
  await setBookmark(folderOf(house, findRun(house, runId)), step, false);
  house.changes.publish({ topic: 'runs', ids: [runId] });
}

/** The step of a checkpoint made now, or of the newest one of a run that does not train. Throws `no-checkpoint`. */
export async function checkpointNow({ house, live }: RunControl, run: Run): Promise<number> {
  const next = nextCheckpoint(live, run.id);
  const step = live.ask(run.id, 'checkpoint') ? await next.step : undefined;
  next.stop();
  const newest = step ?? house.catalog.checkpoints.list(run.id).at(-1)?.step;
  if (newest !== undefined) return newest;
  throw new CoreError('no-checkpoint', `"${run.name}" has no checkpoint yet. Let it train for a while.`, {
    runId: run.id,
  });
}

/** Undefined when the training ends before. */
function nextCheckpoint(
  live: LiveRuns,
  runId: number,
): { readonly step: Promise<number | undefined>; readonly stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const stop = live.listen(runId, (news) => {
    if (news.type === 'checkpoint') resolve(news.step);
    if (news.type === 'state' && news.state !== 'running') resolve(undefined);
  });
  return { step: promise, stop };
}

async function endJob({ queue, catalog }: House, { jobId }: Run): Promise<void> {
  if (jobId === null || catalog.jobs.get(jobId) === undefined || !queue.get(jobId).can.cancel) return;
  queue.cancel(jobId);
  await queue.ended(jobId);
}

/** A training that runs is paused first, for it knows its options from the start. */
async function lowerRate(house: House, live: LiveRuns, run: Run, learningRate: number): Promise<void> {
  const { queue, catalog } = house;
  const folder = folderOf(house, run);
  const job = run.jobId === null ? undefined : catalog.jobs.get(run.jobId);
  if (job?.state === 'running') {
    queue.pause(job.id);
    await queue.ended(job.id);
  }
  const { options } = await changeRunOptions(folder, { learningRate });
  catalog.runs.update(run.id, { options });
  const note = rateChanged(learningRate, catalog.runs.get(run.id)?.step ?? run.step);
  await knowNotes(live, run.id, folder);
  live.keepNote(run.id, note);
  await writeNote(folder, note);
}

function notTraining({ id, name }: Run): CoreError {
  return new CoreError('job-state', `"${name}" does not train at present.`, { runId: id });
}
