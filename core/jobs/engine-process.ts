/** One engine process as its owner sees it, whatever host started it. */
export interface EngineProcess {
  readonly processId: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /**
   * Called once, when the process is gone; `code` is null when a signal ended it. `lastWords` is the end of what it
   * wrote as errors, as far as it could be kept.
   */
  onExit(listener: (code: number | null, lastWords: string) => void): void;
  /** At once, as SIGKILL does. */
  kill(): void;
}

/** Starts `core/work/engine-main.ts`: `child_process.fork` under Node, `utilityProcess.fork` in the desktop app. */
export type SpawnEngine = (name: string) => EngineProcess;
