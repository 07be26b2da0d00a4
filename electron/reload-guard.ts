/** What to do with a page that has crashed. */
export type AfterCrash = 'reload' | 'safe-mode';

const soonMs = 60_000;

/** A page that crashes is loaded again; a second crash within a minute leads to the safe-mode page instead. */
export function createReloadGuard(nowMs: () => number): () => AfterCrash {
  let lastMs = -Infinity;
  return () => {
    const isSoon = nowMs() - lastMs < soonMs;
    lastMs = nowMs();
    return isSoon ? 'safe-mode' : 'reload';
  };
}
