import { Worker } from 'node:worker_threads';
import type { SavedCheckpoint } from '../checkpoint/save-checkpoint.ts';
import { CoreError } from '../contract/core-error.ts';
import type { RunEnd, RunTask } from './run-training.ts';
import type { Work } from './core.ts';
import { revivedError } from '../work/plain-error.ts';
import type { WorkerMessage, WorkerRequest } from './training-messages.ts';

export interface ThreadListener extends Work {
  readonly onCheckpoint: (saved: SavedCheckpoint, removedSteps: readonly number[]) => void;
}

/**
 * Trains a run in a thread of its own until it ends, and resolves once that thread is gone. Throws what the
 * training throws, and `engine-failed` when the thread dies without a word.
 */
export function trainInThread(task: RunTask, listener: ThreadListener): Promise<RunEnd> {
  const { promise, resolve, reject } = Promise.withResolvers<RunEnd>();
  const worker = new Worker(new URL('./training-worker.ts', import.meta.url), {
    workerData: task,
    execArgv: [], // what the program was started with, such as --eval, is not for this file
  });
  const stop = () => worker.postMessage('stop' satisfies WorkerRequest);
  let outcome: (() => void) | undefined;
  const settle = (how: () => void) => void (outcome ??= how);

  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'event') listener.onProgress(message.event);
    else if (message.kind === 'checkpoint')
      guarded(() => listener.onCheckpoint(message.saved, message.removedSteps));
    else if (message.kind === 'end') settle(() => resolve(message.end));
    else settle(() => reject(revivedError(message.error)));
  });
  worker.on('error', (error) => settle(() => reject(threadDied(error))));
  worker.on('exit', () => {
    listener.signal.removeEventListener('abort', stop);
    (outcome ?? (() => reject(threadDied(undefined))))();
  });
  if (listener.signal.aborted) stop();
  else listener.signal.addEventListener('abort', stop);
  return promise;

  /** A catalog that cannot be written to ends the training; the checkpoint itself is safe in its folder. */
  function guarded(write: () => void): void {
    try {
      write();
    } catch (error) {
      settle(() => reject(error));
      stop();
    }
  }
}

function threadDied(cause: unknown): CoreError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const reason = code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'engine-failed';
  return new CoreError(
    reason,
    `The training stopped unexpectedly${cause instanceof Error ? ` (${cause.message})` : ''}. Its checkpoints are safe: continue with \`diptych resume\`.`,
    {},
    { cause },
  );
}
