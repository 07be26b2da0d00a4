import { checkpointFolder } from '../checkpoint/checkpoint-folder.ts';
import {
  latestGoodCheckpoint,
  loadCheckpoint,
  type LoadedCheckpoint,
} from '../checkpoint/load-checkpoint.ts';
import { openRunFolder } from '../checkpoint/run-folder.ts';
import { parseManifest } from '../dataset/manifest.ts';
import { createStepRunner } from '../engine/create-step-runner.ts';
import { createRandom } from '../random/random.ts';
import { readJudgePhotos } from '../training/judge-photos.ts';
import { buildSampleStep, translatorWeights } from '../training/sample-step.ts';
import { openTranslator } from '../translator/open-translator.ts';
import {
  exportTranslators,
  type ExportedTranslator,
  type ExportOptions,
  type TrainedRun,
} from './export-translators.ts';
import { findMethod } from './find-method.ts';
import type { RunTask } from './task.ts';

export interface PublishInput extends Required<ExportOptions> {
  readonly runFolder: string;
  /** The newest good one when null. */
  readonly step: number | null;
  readonly cacheFolder: string;
}

export interface PublishOutput {
  readonly step: number;
  readonly translators: readonly ExportedTranslator[];
  /** Of 1: between what the files and the training's own networks make of a judge photo. */
  readonly largestDifference: number;
}

/**
 * Writes the translators of a checkpoint as files and compares them with the networks that were trained. Throws
 * `no-checkpoint`, `damaged-checkpoint`, `damaged-run`, `disk-full`, `write-failed`.
 */
export const run: RunTask<PublishInput, PublishOutput> = async (input) => {
  const trained = await openRun(input.runFolder);
  const checkpoint =
    input.step === null
      ? (await latestGoodCheckpoint(input.runFolder)).checkpoint
      : await loadCheckpoint(checkpointFolder(input.runFolder, input.step));
  const translators = await exportTranslators(trained, checkpoint, input);
  const largestDifference = await compare(trained, checkpoint, translators, input.cacheFolder);
  return { step: checkpoint.step, translators, largestDifference };
};

async function openRun(runFolder: string): Promise<TrainedRun> {
  const { record, datasetManifest } = await openRunFolder(runFolder);
  const method = findMethod(record.method);
  return {
    record,
    method,
    options: method.complete(record.options),
    manifest: parseManifest(datasetManifest),
  };
}

async function compare(
  { method, options, manifest }: TrainedRun,
  { tensors }: LoadedCheckpoint,
  translators: readonly ExportedTranslator[],
  cacheFolder: string,
): Promise<number> {
  const { crop } = options;
  const photos = await readJudgePhotos(manifest, crop);
  const [x, y] = [photos.x[0] ?? noise(crop), photos.y[0] ?? noise(crop)];
  const runner = await createStepRunner(buildSampleStep(method, options), { cacheFolder });
  try {
    const state = Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, values]));
    runner.setState(translatorWeights(method, options, state));
    const expected = await runner.run({ x, y });
    const differences: number[] = [];
    for (const { path, direction } of translators) {
      const [photo, way] = direction === 'a-to-b' ? [x, 'x-to-y'] : [y, 'y-to-x'];
      const found = await translate(path, photo, crop);
      differences.push(largestOf(found, planes(expected[way]!, crop)));
    }
    return Math.max(...differences) / 2; // values lie in [-1, 1]
  } finally {
    await runner.dispose();
  }
}

async function translate(path: string, photo: Float32Array, side: number): Promise<Float32Array> {
  const translator = await openTranslator(path);
  try {
    const network = await translator.whole();
    return await network.run({ values: planes(photo, side), height: side, width: side });
  } finally {
    await translator.dispose();
  }
}

/** [side, side, 3] -> [3, side, side] */
function planes(values: Float32Array, side: number): Float32Array {
  const pixels = side * side;
  return Float32Array.from(values, (_, i) => values[(i % pixels) * 3 + Math.floor(i / pixels)]!);
}

function largestOf(one: Float32Array, other: Float32Array): number {
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
}

/** For a run whose judge photos can no longer be read. */
function noise(side: number): Float32Array {
  const random = createRandom(side);
  return Float32Array.from({ length: side * side * 3 }, () => 2 * random.uniform() - 1);
}
