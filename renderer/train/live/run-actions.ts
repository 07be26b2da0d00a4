import type { Direction } from '../../../core/contract/events.ts';
import type { Studio } from '../../state/studio.svelte.ts';

/** What a person can do with a run. */
export interface RunActions {
  readonly pause: () => void;
  /** From the newest good checkpoint; with another learning rate where one is given. */
  readonly continue: (learningRate?: number) => void;
  /** Tries a training whose process died again at once. */
  readonly retryNow: () => void;
  readonly stop: () => void;
  /** Keeps the checkpoint of a step, or makes one now. */
  readonly bookmark: (step: number | null) => void;
  readonly unbookmark: (step: number) => void;
}

export function runActions(studio: Studio, runId: number): RunActions {
  const { training } = studio.client;
  const act = (work: () => Promise<unknown>): void => void studio.attempt(work);
  return {
    pause: () => act(() => training.pause({ runId })),
    continue: (learningRate) =>
      act(() => training.continue(learningRate === undefined ? { runId } : { runId, learningRate })),
    retryNow: () => act(() => training.retryNow({ runId })),
    stop: () => act(() => training.stop({ runId })),
    bookmark: (step) =>
      act(async () => {
        await training.bookmark({ runId, step });
        studio.toasts.show({ kind: 'good', message: 'Bookmarked: this checkpoint is kept.' });
      }),
    unbookmark: (step) => act(() => training.unbookmark({ runId, step })),
  };
}

/** What came of publishing a checkpoint. */
export interface Published {
  readonly styleId: number;
  readonly largestDifference: number;
  readonly directions: readonly Direction[];
}
