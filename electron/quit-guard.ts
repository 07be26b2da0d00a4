export interface QuitGuardOptions {
  /** How many jobs run. */
  readonly runningJobs: () => Promise<number>;
  /** Asks the person; true to quit. */
  readonly ask: (jobs: number) => Promise<boolean>;
  /** Stops the work and ends the core. */
  readonly close: () => Promise<void>;
  /** Ends the app; `mayQuit` says yes by then. */
  readonly end: () => void;
}

/** Quitting asks once when work is running, then stops it so that it goes on at the next start. */
export function createQuitGuard({ runningJobs, ask, close, end }: QuitGuardOptions): {
  /** Whether the app may end now; otherwise it ends by itself when work has stopped. */
  readonly mayQuit: () => boolean;
} {
  const state = { isReady: false, isAsking: false };
  const tryToQuit = async () => {
    const jobs = await runningJobs().catch(() => 0); // a core that is gone runs nothing
    if (jobs === 0 || (await ask(jobs))) {
      await close();
      state.isReady = true;
      end();
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
