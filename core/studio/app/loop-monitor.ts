import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Watches how long the event loop of this process was kept from answering. */
export interface LoopMonitor {
  /** The longest time since the last reset, in milliseconds. */
  longestMs(): number;
  reset(): void;
  stop(): void;
}

/** How often the loop is looked at; a wait shows up as what exceeds this. */
const everyMs = 5;

export function watchLoop(): LoopMonitor {
  const delays = monitorEventLoopDelay({ resolution: everyMs });
  delays.enable();
  return {
    longestMs: () => Math.max(0, delays.max / 1e6 - everyMs),
    reset: () => delays.reset(),
    stop: () => void delays.disable(),
  };
}
