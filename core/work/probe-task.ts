import { readFile } from 'node:fs/promises';
import { parseManifest } from '../dataset/manifest.ts';
import { openBatches } from '../dataset/open-batches.ts';
import { createStepRunner } from '../engine/create-step-runner.ts';
import { CoreError } from '../contract/core-error.ts';
import { TrainingSession } from '../training/training-session.ts';
import type { TrainOptions } from '../training/train-options.ts';
import { completeOptions, findMethod } from './find-method.ts';
import type { RunTask, TaskContext } from './task.ts';

export interface ProbeInput {
  readonly manifestFile: string;
  readonly method: string;
  /** As a person gave them. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly cacheFolder: string;
  readonly steps: number;
}

export interface ProbeOutput {
  /** The median, without the first step. */
  readonly secondsPerStep: number;
  readonly memoryBytes: number;
}

export interface ProbeNews {
  readonly done: number;
}

const mostSeconds = 20;
const leastSteps = 3;
const memoryIntervalMs = 50;

/** Trains for some steps, or twenty seconds, and tells what a step takes. Nothing is kept but the compiled step in the cache. */
export const run: RunTask<ProbeInput, ProbeOutput, ProbeNews> = async (input, context) => {
  const manifest = parseManifest(await readFile(input.manifestFile, 'utf8'));
  const method = findMethod(input.method);
  const options = completeOptions(method, input.options);
  const { signal } = context;
  const batches = openBatches({ manifest, ...options, signal });
  const memory = watchMemory();
  try {
    const session = await TrainingSession.open({
      ...{ method, options, batches, signal, judge: { x: [], y: [] } },
      createRunner: (step) => createStepRunner(step, { cacheFolder: input.cacheFolder }),
      store: nowhere,
      pace: { checkpointSeconds: Infinity, sampleSteps: Infinity },
    });
    const seconds = await timeSteps(session, input.steps, options, context);
    await session.dispose();
    return { secondsPerStep: median(seconds.slice(1)), memoryBytes: memory.peak() };
  } finally {
    memory.end();
    await batches.close();
  }
};

async function timeSteps(
  session: TrainingSession,
  steps: number,
  options: TrainOptions,
  { signal, tell, turn }: TaskContext<ProbeNews>,
): Promise<number[]> {
  const now = () => performance.now() / 1000;
  const startSeconds = now();
  const seconds: number[] = [];
  const isEnough = () => seconds.length >= leastSteps && now() - startSeconds > mostSeconds;
  while (seconds.length < Math.min(steps, options.steps) && !isEnough()) {
    if (signal.aborted) throw new CoreError('cancelled', 'The measurement was cancelled.');
    const before = now();
    await session.advance(now);
    seconds.push(now() - before);
    tell({ done: seconds.length });
    await turn();
  }
  return seconds.length > 1 ? seconds : [...seconds, ...seconds];
}

const nowhere = {
  saveCheckpoint: async () => '',
  appendLosses: async () => undefined,
  saveSample: async () => '',
  freeBytes: async () => undefined,
};

/** Native steps run in threads of their own, so this one can look on. */
function watchMemory(): { peak(): number; end(): void } {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, memoryIntervalMs);
  return {
    peak: () => (look(), peak),
    end: () => clearInterval(timer),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle - 1)]!) / 2;
}
