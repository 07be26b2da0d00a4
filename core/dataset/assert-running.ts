import { CoreError } from '../contract/core-error.ts';

/** Throws `cancelled` once the signal is aborted. */
export function assertRunning(signal: AbortSignal): void {
  if (signal.aborted) throw new CoreError('cancelled', 'Cancelled before it was finished.');
}
