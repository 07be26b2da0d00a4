import { onTestFinished } from 'vitest';
import { createEngines, type EnginesOptions } from './create-engines.ts';
import type { EnginesOf } from './engines.ts';
import { forkEngine } from './fork-engine.ts';
import type { standInTasks } from './engine-tasks-stand-in.ts';

const entry = new URL('./engine-main-stand-in.ts', import.meta.url);
/** Forks processes that do the tasks of `engine-tasks-stand-in.ts`, with little memory. */
export const forkStandIn = forkEngine({ entry, execArgv: ['--max-old-space-size=60'] });

/** Engines whose processes do the tasks of `engine-tasks-stand-in.ts`; closed when the test is done. */
export function standInEngines(options: Partial<EnginesOptions> = {}): EnginesOf<typeof standInTasks> {
  const engines = createEngines<typeof standInTasks>({ spawn: forkStandIn, ...options });
  onTestFinished(() => engines.close());
  return engines;
}

/** A signal that is never aborted, and options that need nothing else. */
export const untilDone = () => ({ signal: new AbortController().signal });
