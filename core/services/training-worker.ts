import { parentPort, workerData } from 'node:worker_threads';
import { runTraining, type RunTask } from './run-training.ts';
import { plainError } from '../work/plain-error.ts';
import type { WorkerMessage, WorkerRequest } from './training-messages.ts';

// The thread in which a run trains: a native step blocks its thread for seconds, and the main one must hear Ctrl+C.
const port = parentPort!;
const stopping = new AbortController();
const tell = (message: WorkerMessage) => port.postMessage(message);

port.on('message', (request: WorkerRequest) => {
  if (request === 'stop') stopping.abort();
});

try {
  const end = await runTraining(
    workerData as RunTask,
    {
      onProgress: (event) => tell({ kind: 'event', event }),
      onCheckpoint: (saved, removedSteps) => tell({ kind: 'checkpoint', saved, removedSteps }),
    },
    stopping.signal,
  );
  tell({ kind: 'end', end });
} catch (error) {
  tell({ kind: 'error', error: plainError(error) });
}
port.close();
