import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLossLog } from '../../core/checkpoint/loss-log.ts';
import { createRunFolder, lossLogPath } from '../../core/checkpoint/run-folder.ts';
import { importDataset } from '../../core/dataset/import-dataset.ts';
import { formatManifest, type DatasetManifest } from '../../core/dataset/manifest.ts';
import { openBatches } from '../../core/dataset/open-batches.ts';
import { createStepRunner } from '../../core/engine/create-step-runner.ts';
import type { Step, StepRunner } from '../../core/engine/step.ts';
import { readJudgePhotos } from '../../core/training/judge-photos.ts';
import { openRunStore } from '../../core/training/run-store.ts';
import { train } from '../../core/training/trainer.ts';
import type { TrainingNews } from '../../core/training/training.ts';
import type { LoopLine } from '../trial-lines.ts';
import { LoopClock } from './loop-clock.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { method, paperOptions, type TrialWork } from './trial-work.ts';

const samplePair = fileURLToPath(new URL('../../resources/sample-pair', import.meta.url));

/** Trains on the sample pair with everything around the step, and measures how much that is. */
export function measureLoop(work: TrialWork): Promise<LoopLine> {
  return withTemporaryFolder(async (folder) => {
    const clock = new LoopClock();
    await followTraining(work, join(folder, 'run'), clock);
    return clock.line();
  });
}

async function followTraining(work: TrialWork, folder: string, clock: LoopClock): Promise<void> {
  const options = paperOptions(work);
  const { signal } = new AbortController();
  const manifest = await importDataset({
    name: 'sample-pair',
    a: join(samplePair, 'day'),
    b: join(samplePair, 'dusk'),
    signal,
  });
  await makeRunFolder(folder, manifest, options.steps);
  const losses = await openLossLog(lossLogPath(folder), { lastStep: 0 });
  const batches = openBatches({ manifest, ...options, signal });
  try {
    const lastStep = work.repeats + 1; // the first one is not timed
    const news = train({
      method,
      options,
      batches,
      createRunner: (step) => timedRunner(step, work.threads, clock),
      judge: await readJudgePhotos(manifest, options.crop),
      store: openRunStore(folder, { losses }),
      pace: { checkpointSeconds: Infinity, sampleSteps: lastStep },
      signal,
    });
    await readUntilSheet(news, lastStep, clock);
  } finally {
    await batches.close();
    await losses.close();
  }
}

async function readUntilSheet(
  news: AsyncIterable<TrainingNews>,
  lastStep: number,
  clock: LoopClock,
): Promise<void> {
  for await (const one of news) {
    if (one.type === 'step') clock.stepEnded(one.dataSeconds);
    if (one.type === 'sample' && one.step === lastStep) {
      clock.sheetEnded();
      return; // leaving ends the training without a checkpoint
    }
  }
}

/** A runner of which the clock sees each step; that of the sample sheets is left as it is. */
async function timedRunner(step: Step, threads: number, clock: LoopClock): Promise<StepRunner> {
  const runner = await createStepRunner(step, { threads });
  if (step.inputs['adam.rate'] === undefined) return runner;
  return { ...runner, run: (inputs) => clock.timeStep(() => runner.run(inputs)) };
}

function makeRunFolder(folder: string, manifest: DatasetManifest, steps: number): Promise<void> {
  const { name, version } = manifest;
  return createRunFolder({
    folder,
    record: {
      formatVersion: 1,
      name: 'bench',
      method: method.id,
      options: {},
      dataset: { name, version },
      steps,
      createdMs: 0,
    },
    datasetManifest: formatManifest(manifest),
  });
}
