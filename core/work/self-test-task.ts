import { engineFacts } from '../engine/engine-facts.ts';
import { testEngine, type EngineTest } from './engine-self-test.ts';
import type { RunTask } from './task.ts';

export interface SelfTest extends EngineTest {
  /** Version of the runtime. */
  readonly runtime: string;
  readonly providers: readonly string[];
}

/** Computes something whose answer is known, and says on what. */
export const run: RunTask<Record<string, never>, SelfTest> = async () => {
  const { version, providers } = engineFacts();
  return { ...(await testEngine()), runtime: version, providers };
};
