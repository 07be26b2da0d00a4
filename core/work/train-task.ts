import type { SavedCheckpoint } from '../checkpoint/save-checkpoint.ts';
import type { CoreEvent } from '../contract/events.ts';
import type { RunTask } from './task.ts';
import { runTraining, type RunEnd, type RunTask as TrainInput } from './train-run.ts';

/** What can be asked of a training while it runs: a checkpoint after this step, or the end after this step. */
export type TrainRequest = 'checkpoint' | 'stop';

/** What it tells: every event, but only some of the steps that come soon after another. */
export type TrainNews =
  | { readonly kind: 'event'; readonly event: CoreEvent; readonly memoryBytes: number }
  | {
      readonly kind: 'checkpoint';
      readonly saved: SavedCheckpoint;
      readonly removedSteps: readonly number[];
    };

/** How often the app hears of a step at most. */
const defaultStepIntervalMs = 200;

export interface TrainTaskInput extends TrainInput {
  /** Steps that come sooner after another are not told; 0 tells all. */
  readonly stepIntervalMs?: number;
}

/** Trains a run to its end, or until it is told to pause or stop; either saves a checkpoint first. Throws as `runTraining`. */
export const run: RunTask<TrainTaskInput, RunEnd, TrainNews, TrainRequest> = async (
  { stepIntervalMs = defaultStepIntervalMs, ...input },
  { signal, tell, turn, onRequest },
) => {
  const wishes = { checkpoint: false, stop: false };
  onRequest((request) => (wishes[request] = true));
  let lastStepMs = 0;
  const onProgress = (event: CoreEvent) => {
    const nowMs = performance.now();
    if (event.type === 'training-step' && event.step < event.steps && nowMs - lastStepMs < stepIntervalMs)
      return;
    if (event.type === 'training-step') lastStepMs = nowMs;
    tell({ kind: 'event', event, memoryBytes: process.memoryUsage.rss() });
  };
  const onCheckpoint = (saved: SavedCheckpoint, removedSteps: readonly number[]) =>
    tell({ kind: 'checkpoint', saved, removedSteps });
  return runTraining(input, { onProgress, onCheckpoint, wishes, turn }, signal);
};
