import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { CoreError } from '../contract/core-error.ts';
import { createBatchMaker, type BatchMaker, type BatchRecipe } from './batch-maker.ts';
import type { BatchAnswer, BatchOrder } from './batch-messages.ts';

/**
 * Prepares batches for as long as there are credits. They are posted ahead, for the thread that trains is blocked in
 * native code for seconds at a time and could not ask in between.
 */
function serveBatches(port: MessagePort, make: BatchMaker): void {
  const work = { step: 0, generation: -1, credits: 0, isBusy: false };
  const prepare = async () => {
    if (work.isBusy) return;
    work.isBusy = true;
    while (work.credits > 0) {
      const { step, generation } = work;
      work.credits--;
      work.step++;
      const answer = await answerFor(make, step, generation);
      if (generation === work.generation) port.postMessage(answer, transferables(answer));
    }
    work.isBusy = false;
  };
  port.on('message', (order: BatchOrder) => {
    if (order.kind === 'seek')
      Object.assign(work, { step: order.step, generation: order.generation, credits: order.credits });
    else if (order.generation === work.generation) work.credits++;
    void prepare();
  });
}

async function answerFor(make: BatchMaker, step: number, generation: number): Promise<BatchAnswer> {
  try {
    return { kind: 'batch', step, generation, ...(await make(step)) };
  } catch (error) {
    const known =
      error instanceof CoreError
        ? error
        : new CoreError('images-lost', `A batch could not be prepared: ${String(error)}`);
    const { reason, message, details } = known;
    return { kind: 'failed', step, generation, reason, message, details };
  }
}

function transferables(answer: BatchAnswer): ArrayBuffer[] {
  return answer.kind === 'batch' ? [answer.batch.x.buffer, answer.batch.y.buffer] : [];
}

if (parentPort) serveBatches(parentPort, createBatchMaker(workerData as BatchRecipe));
