import { readdir } from 'node:fs/promises';
import { checkpointsFolder } from '../checkpoint/checkpoint-folder.ts';
import { latestGoodCheckpoint, type LoadedCheckpoint } from '../checkpoint/load-checkpoint.ts';
import { openLossLog } from '../checkpoint/loss-log.ts';
import { lossLogPath, openRunFolder, type RunFolder } from '../checkpoint/run-folder.ts';
import { cleanCheckpoints, type SavedCheckpoint } from '../checkpoint/save-checkpoint.ts';
import type { CoreEvent, OnProgress } from '../contract/events.ts';
import { parseManifest, type DatasetManifest } from '../dataset/manifest.ts';
import { openBatches } from '../dataset/open-batches.ts';
import { createStepRunner } from '../engine/create-step-runner.ts';
import { readJudgePhotos } from '../training/judge-photos.ts';
import type { Method } from '../training/method.ts';
import { defaultPace, type Pace } from '../training/pace.ts';
import { openRunStore } from '../training/run-store.ts';
import type { TrainOptions } from '../training/train-options.ts';
import { train } from '../training/trainer.ts';
import type { TrainingNews, TrainingWishes } from '../training/training.ts';
import { exportTranslators, type ExportedTranslator } from './export-translators.ts';
import { findMethod } from './find-method.ts';

/** Which run to go on with, and where things lie. Plain data: it crosses to the worker. */
export interface RunTask {
  readonly runFolder: string;
  readonly cacheFolder: string;
  readonly translatorsFolder: string;
  readonly pace: Partial<Pace>;
  /** Whether a run that is paused gives its translators too, not only a finished one. */
  readonly exportsWhenPaused: boolean;
}

export interface RunListener {
  readonly onProgress: OnProgress;
  readonly onCheckpoint: (saved: SavedCheckpoint, removedSteps: readonly number[]) => void;
  readonly wishes?: TrainingWishes;
  readonly turn?: () => Promise<void>;
}

export interface RunEnd {
  readonly status: 'finished' | 'paused';
  readonly step: number;
  readonly translators: readonly ExportedTranslator[];
}

/** A run with all that its folder says. */
interface OpenRun extends RunFolder {
  readonly method: Method;
  readonly options: TrainOptions;
  readonly manifest: DatasetManifest;
  readonly checkpoint: LoadedCheckpoint | undefined;
}

/**
 * Trains a run from its newest good checkpoint, or from the beginning, until its last step or until `signal`
 * aborts, and exports its translators then. Throws what training and reading the run's folder throw.
 */
export async function runTraining(
  task: RunTask,
  listener: RunListener,
  signal: AbortSignal,
): Promise<RunEnd> {
  const run = await openRun(task.runFolder, listener.onProgress);
  const end = await trainRun(run, task, listener, signal);
  const isWanted = end.status === 'finished' || task.exportsWhenPaused;
  const checkpoint = isWanted ? await findCheckpoint(task.runFolder, listener.onProgress) : undefined;
  if (checkpoint === undefined) return { ...end, translators: [] }; // stopped before the first step
  return {
    ...end,
    translators: await exportTranslators(run, checkpoint, { folder: task.translatorsFolder }),
  };
}

async function openRun(folder: string, onProgress: OnProgress): Promise<OpenRun> {
  await cleanCheckpoints(folder);
  const run = await openRunFolder(folder);
  const method = findMethod(run.record.method);
  return {
    ...run,
    method,
    options: method.complete(run.record.options),
    manifest: parseManifest(run.datasetManifest),
    checkpoint: await findCheckpoint(folder, onProgress),
  };
}

/** A run that was killed before its first checkpoint begins again; one whose checkpoints are all damaged does not. */
async function findCheckpoint(folder: string, onProgress: OnProgress): Promise<LoadedCheckpoint | undefined> {
  if ((await readdir(checkpointsFolder(folder))).length === 0) return undefined;
  const { checkpoint, warnings } = await latestGoodCheckpoint(folder);
  for (const { message } of warnings) onProgress({ type: 'warning', message });
  return checkpoint;
}

async function trainRun(
  run: OpenRun,
  { cacheFolder, pace }: RunTask,
  { onProgress, onCheckpoint, wishes, turn }: RunListener,
  signal: AbortSignal,
): Promise<Pick<RunEnd, 'status' | 'step'>> {
  const { folder, record, method, options, manifest, checkpoint } = run;
  const fromStep = checkpoint?.step ?? 0;
  tellStart(run, fromStep, onProgress);
  const losses = await openLossLog(lossLogPath(folder), { lastStep: fromStep });
  const batches = openBatches({ manifest, ...options, signal });
  try {
    const news = train({
      method,
      options,
      batches,
      createRunner: (step) => createStepRunner(step, { cacheFolder }),
      judge: await readJudgePhotos(manifest, options.crop),
      store: openRunStore(folder, { losses, onCheckpoint }),
      pace: { ...defaultPace(options.steps), ...pace },
      ...(checkpoint && { resumeFrom: checkpoint }),
      ...(wishes && { wishes }),
      ...(turn && { turn }),
      signal,
    });
    return await follow(news, (one) => onProgress(eventOf(one, record)));
  } finally {
    await batches.close();
    await losses.close();
  }
}

function tellStart({ folder, record, manifest }: OpenRun, fromStep: number, onProgress: OnProgress): void {
  const { name: run, method, steps } = record;
  const dataset = `${manifest.name} v${manifest.version}`;
  onProgress({ type: 'training-started', run, folder, method, dataset, fromStep, steps });
  onProgress({ type: 'training-preparing', run, stage: 'preparing the training step', fraction: null });
}

async function follow(
  news: AsyncIterable<TrainingNews>,
  tell: (news: Exclude<TrainingNews, { type: 'ended' }>) => void,
): Promise<Pick<RunEnd, 'status' | 'step'>> {
  for await (const one of news) {
    if (one.type === 'ended') return { status: one.status, step: one.step };
    tell(one);
  }
  throw new Error('The training ended without saying how.');
}

function eventOf(
  news: Exclude<TrainingNews, { type: 'ended' }>,
  { name: run, steps }: RunFolder['record'],
): CoreEvent {
  switch (news.type) {
    case 'step':
      return { ...news, type: 'training-step', run, steps };
    case 'checkpoint':
      return { ...news, type: 'training-checkpoint', run };
    case 'sample':
      return { ...news, type: 'training-sample', run };
    case 'samples-paused':
    case 'images-lost':
      return { ...news, run };
  }
}
