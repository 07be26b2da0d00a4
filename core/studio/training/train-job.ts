import { stat } from 'node:fs/promises';
import type { Run } from '../../catalog/runs.ts';
import { lockRun } from '../../catalog/run-lock.ts';
import { addPause } from '../../checkpoint/pause-log.ts';
import { lossLogPath } from '../../checkpoint/run-folder.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { CoreEvent } from '../../contract/events.ts';
import type { JobKind, JobOutcome, JobWork } from '../../jobs/job-kind.ts';
import { TrainingRecord } from '../../services/training-record.ts';
import type { TrainNews } from '../../work/train-task.ts';
import type { RunEnd } from '../../work/train-run.ts';
import type { House } from '../house.ts';
import { knowNotes, writeNote } from './kept-notes.ts';
import type { LiveRuns } from './live-runs.ts';
import { diedTooOften, waitForRetry } from './retry-training.ts';
import type { RunEffects } from './run-effects.ts';
import { folderOf } from './run-folder-of.ts';
import { tellEvent } from './tell-event.ts';
import { createHealthTeller } from './tell-health.ts';

export interface TrainPayload {
  readonly runId: number;
}

/** How long to wait before a training whose process died goes on from its last checkpoint. */
export const backOffSeconds: readonly number[] = [2, 10, 30];

/** Training as a job: it pauses with a checkpoint, goes on exactly, and survives a process that dies. */
export function trainJob(
  house: House,
  live: LiveRuns,
  effects: RunEffects,
  waits: readonly number[] = backOffSeconds,
): JobKind<TrainPayload> {
  return {
    kind: 'train',
    resource: 'trainer',
    canPause: true,
    afterCrash: 'interrupted',
    async run({ runId }, work) {
      const run = house.catalog.runs.get(runId);
      if (run === undefined || run.state === 'finished') return {};
      const lock = lockRun(folderOf(house, run));
      try {
        return await trainLocked(house, live, run, work, waits);
      } finally {
        lock.release();
        live.end(runId);
        tellState(house, live, runId);
      }
    },
    undo: ({ runId }) => cancelRun(house, effects, runId),
  };
}

async function trainLocked(
  house: House,
  live: LiveRuns,
  run: Run,
  work: JobWork,
  waits: readonly number[],
): Promise<JobOutcome> {
  await notePause(house, run);
  await knowNotes(live, run.id, folderOf(house, run));
  const record = new TrainingRecord(house.library, house.catalog, run, 'queue');
  try {
    const end = await trainPatiently(house, live, run, { ...work, record }, waits);
    record.end(end, { signal: work.signal, onProgress: () => undefined });
    if (end.status === 'paused') throw new CoreError('cancelled', 'The training is paused.');
    if (end.translators.length > 0) house.changes.publish({ topic: 'styles' });
    return { summary: `Trained to step ${end.step}`, outcome: { runId: run.id, step: end.step } };
  } catch (error) {
    const isStop = error instanceof CoreError && error.reason === 'cancelled';
    if (!isStop) record.failure(withGoodStep(house, run, error));
    else if (house.catalog.runs.get(run.id)?.state === 'running')
      house.catalog.runs.update(run.id, { state: 'interrupted' }); // its process had to be killed
    throw isStop ? error : withGoodStep(house, run, error);
  }
}

interface TrainWork extends JobWork {
  readonly record: TrainingRecord;
}

/** A process that dies is started again from the last checkpoint, some times after each other at most. */
async function trainPatiently(
  house: House,
  live: LiveRuns,
  run: Run,
  work: TrainWork,
  waits: readonly number[],
): Promise<RunEnd> {
  let tries = 0;
  for (;;) {
    const before = stepOf(house, run);
    try {
      return await train(house, live, run, work);
    } catch (error) {
      live.end(run.id);
      const hasDied = error instanceof CoreError && error.reason === 'engine-failed' && !work.signal.aborted;
      if (!hasDied) throw error;
      const fromStep = stepOf(house, run);
      if (fromStep > before) tries = 0;
      const seconds = waits[tries++];
      if (seconds === undefined) throw diedTooOften(run, fromStep, waits.length, error);
      await waitForRetry(live, run, work, { fromStep, seconds, attempt: tries, attempts: waits.length });
    }
  }
}

async function train(house: House, live: LiveRuns, run: Run, work: TrainWork): Promise<RunEnd> {
  const { library, engines } = house;
  const { signal, report, record } = work;
  const tellHealth = createHealthTeller(run, folderOf(house, run), live);
  const tell = (news: TrainNews) => {
    if (news.kind === 'checkpoint') record.checkpoint(news.saved, news.removedSteps);
    else tellEvent(news.event, news.memoryBytes, run.id, live);
    if (news.kind === 'checkpoint') house.changes.publish({ topic: 'runs', ids: [run.id] });
    else reportEvent(news.event, report);
  };
  const onNews = (news: TrainNews) => {
    const before = live.notes(run.id) ?? [];
    tell(news);
    const kept = live.notes(run.id)?.filter((note) => !before.includes(note)) ?? [];
    for (const note of kept) void writeNote(folderOf(house, run), note);
    // Files that cannot be read now are read with the next sample.
    if (news.kind === 'event' && news.event.type === 'training-sample')
      void tellHealth().catch(() => undefined);
  };
  const input = {
    runFolder: folderOf(house, run),
    cacheFolder: library.cache,
    translatorsFolder: library.translators,
    pace: { sampleSteps: samplePace(run.steps) },
    exportsWhenPaused: false,
  };
  return engines.run('trainer', 'train', input, {
    signal,
    onNews,
    onStart: (ask) => {
      live.begin(run.id, ask);
      tellState(house, live, run.id);
    },
  });
}

/** A slider over the samples wants more of them than a folder does: one for each percent, and some more of long runs. */
function samplePace(steps: number): number {
  return Math.max(10, Math.min(500, Math.ceil(steps / 100)));
}

function reportEvent(event: CoreEvent, report: JobWork['report']): void {
  if (event.type === 'training-preparing') report({ stage: 'Preparing the training step' });
  if (event.type !== 'training-step') return;
  const { step, steps, etaSeconds } = event;
  report({
    fraction: step / steps,
    stage: `Step ${step} of ${steps}`,
    etaSeconds: { low: etaSeconds * 0.95, high: etaSeconds * 1.15 },
  });
}

/** The time since the last line of the log is a gap of the time line. */
async function notePause(house: House, run: Run): Promise<void> {
  if (run.step === 0) return;
  const folder = folderOf(house, run);
  const last = await stat(lossLogPath(folder)).catch(() => undefined);
  if (last !== undefined)
    await addPause(folder, { step: run.step, fromMs: Math.round(last.mtimeMs), toMs: Date.now() });
}

/** Cancelled from the queue: what has a checkpoint stays and can be continued, what has none goes into the trash. */
function cancelRun({ catalog, actions, changes }: House, effects: RunEffects, runId: number): void {
  const run = catalog.runs.get(runId);
  if (run === undefined || run.state === 'finished' || run.trashedMs !== null) return;
  const hasCheckpoint = catalog.checkpoints.list(runId).length > 0;
  catalog.runs.update(runId, { state: hasCheckpoint ? 'paused' : 'cancelled' });
  if (!hasCheckpoint)
    actions.perform(`Discard the training "${run.name}"`, effects.place, {
      runIds: [runId],
      isTrashed: true,
    });
  changes.publish({ topic: 'runs', ids: [runId] });
}

/** A training that went wrong is told with the step from which it can go on. */
function withGoodStep(house: House, run: Run, error: unknown): unknown {
  if (!(error instanceof CoreError) || error.reason !== 'diverged') return error;
  const goodStep = stepOf(house, run);
  const step = Number(error.details['step']);
  const wayOn =
    goodStep > 0
      ? `Nothing is lost: checkpoint ${goodStep} is good. Go back to it and lower the learning rate, or stop.`
      : 'There is no checkpoint yet. Begin again with a lower learning rate.';
  const message = `Training went wrong at step ${step} (not a number). ${wayOn}`;
  return new CoreError('diverged', message, { ...error.details, goodStep }, { cause: error });
}

function stepOf({ catalog }: House, { id, step }: Run): number {
  return catalog.runs.get(id)?.step ?? step;
}

function tellState(house: House, live: LiveRuns, runId: number): void {
  const state = live.isLive(runId) ? 'running' : house.catalog.runs.get(runId)?.state;
  if (state !== undefined) live.tell(runId, { type: 'state', state });
  house.changes.publish({ topic: 'runs', ids: [runId] });
}
