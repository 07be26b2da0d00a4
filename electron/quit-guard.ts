/** What is to become of running work. */
export type QuitAnswer = 'keep' | 'finish' | 'cancel' | 'stay';

export interface QuitGuardOptions {
  /** How many jobs run. */
  readonly runningJobs: () => Promise<number>;
  /** Asks the person. */
  readonly ask: (jobs: number) => Promise<QuitAnswer>;
  /** Starts no more work; true when what ran has ended, false when the person stays after all. */
  readonly finish: () => Promise<boolean>;
  readonly stay: () => Promise<unknown>;
  /** Cancels what runs. */
  readonly cancel: () => Promise<unknown>;
  /** Stops the work so that it goes on later, and ends the core. */
  readonly close: () => Promise<void>;
  /** Ends the app; `mayQuit` says yes by then. */
  readonly end: () => void;
}

/** Quitting asks once when work is running: finish it, cancel it, or keep it in the queue for the next start. */
export function createQuitGuard(options: QuitGuardOptions): {
  /** Whether the app may end now; otherwise it ends by itself when work has stopped. */
  readonly mayQuit: () => boolean;
} {
  const { runningJobs, ask, finish, stay, cancel, close, end } = options;
  const state = { isReady: false, isAsking: false, isEnding: false };
  const quit = async () => {
    if (state.isEnding) return;
    state.isEnding = true;
    await close();
    state.isReady = true;
    end();
  };
  const finishThenQuit = async () => {
    // A core that is gone has nothing left to finish.
    if (await finish().catch(() => true)) await quit();
  };
  const tryToQuit = async () => {
    const jobs = await runningJobs().catch(() => 0); // a core that is gone runs nothing
    const answer = jobs === 0 ? 'keep' : await ask(jobs);
    if (answer === 'stay') await stay().catch(() => undefined);
    else if (answer === 'finish') void finishThenQuit();
    else {
      if (answer === 'cancel') await cancel().catch(() => undefined); // closing ends it too
      await quit();
    }
    state.isAsking = false;
  };
  return {
    mayQuit() {
      if (state.isReady) return true;
      if (!state.isAsking) {
        state.isAsking = true;
        void tryToQuit();
      }
      return false;
    },
  };
}
