import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into the core by `node --import`; its engine processes, which inherit that, are left alone.
const log = process.env['DIPTYCH_LOOP_LOG'];
if (log !== undefined && basename(process.argv[1] ?? '') === 'diptych.js') watch(log);

/** Writes the longest wait of the event loop, second by second, and the longest turn by processor time, which a busy machine does not lengthen. */
function watch(path: string): void {
  const everyMs = 5;
  const delays = monitorEventLoopDelay({ resolution: everyMs });
  delays.enable();
  const cpuMs = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  const state = { cpuMs: cpuMs(), longestTurnMs: 0 };
  const look = (): void => {
    const now = cpuMs();
    state.longestTurnMs = Math.max(state.longestTurnMs, now - state.cpuMs);
    state.cpuMs = now;
  };
  setInterval(look, everyMs).unref();
  setInterval(() => {
    const waitMs = Math.max(0, delays.max / 1e6 - everyMs);
    appendFileSync(path, `${JSON.stringify({ atMs: Date.now(), waitMs, turnMs: state.longestTurnMs })}\n`);
    delays.reset();
    state.longestTurnMs = 0;
  }, 1000).unref();
}
