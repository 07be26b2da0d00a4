import { join } from 'node:path';
import { latestGoodCheckpoint, type LoadedCheckpoint } from '../checkpoint/load-checkpoint.ts';
import { openLossLog } from '../checkpoint/loss-log.ts';
import { createEagerRunner } from '../engine/eager-runner.ts';
import { noise, noiseBatches, tinyMethod } from './method-stand-in.ts';
import { openRunStore } from './run-store.ts';
import { train } from './trainer.ts';
import type { Training, TrainingNews } from './training.ts';

/** The options of the trainings in tests: eight quick steps with everything that a state may have. */
export const options = tinyMethod.complete({
  size: 4,
  batch: 2,
  steps: 8,
  poolSize: 3,
  ema: true,
  learningRate: 0.01,
});

/** Trains into a run folder; `onNews` may abort. Returns the news of the training, even when it throws. */
export async function runIn(
  runFolder: string,
  given: Partial<Training> = {},
  onNews: (news: TrainingNews) => void = () => undefined,
): Promise<{ news: TrainingNews[]; error?: unknown }> {
  const losses = await openLossLog(join(runFolder, 'losses.jsonl'), {
    lastStep: given.resumeFrom?.step ?? 0,
  });
  const news: TrainingNews[] = [];
  try {
    const training = { ...parts(openRunStore(runFolder, { losses })), ...given };
    for await (const one of train(training)) {
      news.push(one);
      onNews(one);
    }
    return { news };
  } catch (error) {
    return { news, error };
  } finally {
    await losses.close();
  }
}

function parts(store: Training['store']): Training {
  return {
    method: tinyMethod,
    options,
    createRunner: async (step) => createEagerRunner(step),
    batches: noiseBatches(options),
    judge: { x: [noise(1, 4, 100), noise(1, 4, 101)], y: [noise(1, 4, 102)] },
    store,
    pace: { checkpointSeconds: 1e9, sampleSteps: 1000 },
    signal: new AbortController().signal,
  };
}

export const stepsOf = (news: readonly TrainingNews[], type: TrainingNews['type']): (number | undefined)[] =>
  news.filter((one) => one.type === type).map((one) => ('step' in one ? one.step : undefined));

export async function newest(runFolder: string): Promise<LoadedCheckpoint> {
  await openLossLog(join(runFolder, 'losses.jsonl'), { lastStep: 1e6 }).then((log) => log.close());
  return (await latestGoodCheckpoint(runFolder)).checkpoint;
}

/** Trains until the given step is done, then asks to stop. */
export async function runUntil(
  runFolder: string,
  step: number,
  given: Partial<Training> = {},
): Promise<TrainingNews[]> {
  const stop = new AbortController();
  const { news, error } = await runIn(runFolder, { ...given, signal: stop.signal }, (one) => {
    if (one.type === 'step' && one.step === step) stop.abort();
  });
  if (error instanceof Error) throw error;
  return news;
}
