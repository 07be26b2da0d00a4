import { errorCodes } from '../contract/error-codes.ts';

const signalNames = ['SIGINT', 'SIGTERM'] as const;

/**
 * Ctrl+C once aborts `signal`, so that work stops at the next safe point; twice ends the process at once.
 * Nothing finished is lost even then: every file is in place or not there at all. Call `stopListening` at the end.
 */
export function listenForInterruption(onFirst: () => void): {
  readonly signal: AbortSignal;
  readonly stopListening: () => void;
} {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) endNow(errorCodes.cancelled.exitCode);
    onFirst();
    controller.abort();
  };
  for (const name of signalNames) process.on(name, interrupt);
  return {
    signal: controller.signal,
    stopListening: () => signalNames.forEach((name) => process.off(name, interrupt)),
  };
}

/**
 * `process.exit` waits for worker threads, and one inside a native training step answers only seconds later.
 * Becoming another program ends all threads at once with an exit code of our choice; Windows has no such call.
 */
function endNow(exitCode: number): never {
  if (process.platform !== 'win32' && process.execve !== undefined) {
    process.execve('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
  }
  process.exit(exitCode);
}
