import type { SavedCheckpoint } from '../checkpoint/save-checkpoint.ts';
import { CoreError } from '../contract/core-error.ts';
import type { Engines } from '../jobs/engines.ts';
import type { RunEnd, RunTask } from '../work/train-run.ts';
import type { Work } from './core.ts';

export interface TrainingListener extends Work {
  readonly onCheckpoint: (saved: SavedCheckpoint, removedSteps: readonly number[]) => void;
}

/**
 * Trains a run in the engine for trainings until it ends; when `signal` aborts, the training saves and is paused.
 * Throws what the training throws, and `engine-failed` or `out-of-memory` when its process dies.
 */
export async function trainInEngine(
  engines: Engines,
  task: RunTask,
  { signal, onProgress, onCheckpoint }: TrainingListener,
): Promise<RunEnd> {
  const pausing = new AbortController();
  const pause = () => pausing.abort('pause');
  if (signal.aborted) pause();
  signal.addEventListener('abort', pause);
  try {
    return await engines.run(
      'trainer',
      'train',
      { ...task, stepIntervalMs: 0 },
      {
        signal: pausing.signal,
        onNews: (news) => {
          if (news.kind === 'event') onProgress(news.event);
          else onCheckpoint(news.saved, news.removedSteps);
        },
      },
    );
  } catch (error) {
    throw withWayOn(error);
  } finally {
    signal.removeEventListener('abort', pause);
  }
}

/** A process that died says nothing of trainings. */
function withWayOn(error: unknown): unknown {
  if (!(error instanceof CoreError) || error.details['engine'] === undefined) return error;
  const message = `${error.message} The checkpoints are safe: continue with \`diptych resume\`.`;
  return new CoreError(error.reason, message, error.details, { cause: error });
}
