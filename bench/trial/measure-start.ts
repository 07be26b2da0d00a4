import { createStepRunner } from '../../core/engine/create-step-runner.ts';
import { buildTrainStep } from '../../core/training/train-step.ts';
import type { StartLine } from '../trial-lines.ts';
import { method, paperOptions, type TrialWork } from './trial-work.ts';

/** How long it takes to make the training step ready, with what the cache folder holds. */
export async function measureStart({
  cacheFolder,
  ...work
}: TrialWork & { readonly cacheFolder: string }): Promise<StartLine> {
  const startMs = performance.now();
  const step = buildTrainStep(method, paperOptions(work));
  const runner = await createStepRunner(step, { cacheFolder, threads: work.threads });
  const readyMs = performance.now(); // counts from the start of the process
  await runner.dispose();
  return { runner_s: (readyMs - startMs) / 1000, ready_s: readyMs / 1000 };
}
