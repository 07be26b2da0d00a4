import { setImmediate } from 'node:timers/promises';
import { CoreError } from '../contract/core-error.ts';

/** Takes the steps of a computation in turns with everything else. Throws `cancelled` when it is aborted in between. */
export async function inTurns<Result>(steps: Generator<void, Result>, signal?: AbortSignal): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await setImmediate();
    if (signal?.aborted) throw new CoreError('cancelled', 'Stopped as asked, before it was done.');
  }
}
