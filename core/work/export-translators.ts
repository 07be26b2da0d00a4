import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { LoadedCheckpoint } from '../checkpoint/load-checkpoint.ts';
import type { RunRecord } from '../checkpoint/run-folder.ts';
import type { NamedTensorValues } from '../checkpoint/tensor-values.ts';
import type { Direction } from '../contract/events.ts';
import type { DatasetManifest } from '../dataset/manifest.ts';
import { exportModel } from '../engine/export-model.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { encodeTranslatorManifest } from '../translator/translator-manifest.ts';
import { bindNetwork } from '../training/bind-network.ts';
import type { Method } from '../training/method.ts';
import { translatorWeights } from '../training/sample-step.ts';
import type { TrainOptions } from '../training/train-options.ts';

/** A translator's file as its row in the catalog tells it. */
export interface ExportedTranslator {
  readonly name: string;
  readonly direction: Direction;
  readonly domainA: string;
  readonly domainB: string;
  readonly licence: string;
  readonly sha256: string;
  readonly path: string;
}

type TranslatorFacts = Omit<ExportedTranslator, 'path' | 'sha256'>;

/** A run as far as its translators need it. */
export interface TrainedRun {
  readonly method: Method;
  readonly options: TrainOptions;
  readonly record: RunRecord;
  readonly manifest: DatasetManifest;
}

const notStated = 'not stated'; // whoever trains a look decides; the file says so until then
/** Generators halve the picture twice; below 16 pixels their reflection padding has too little to reflect. */
const networkSize = { multipleOf: 4, minimum: 16 };
const directions = { 'x-to-y': 'a-to-b', 'y-to-x': 'b-to-a' } as const satisfies Record<string, Direction>;

export interface ExportOptions {
  /** Where the files are to be. */
  readonly folder: string;
  /** What people call the style; the run's name when absent. */
  readonly name?: string;
  /** What the files are called, before the direction; the style's name when absent. */
  readonly file?: string;
  readonly licence?: string;
}

/** Writes every translator that a method yields as an .onnx file with its manifest inside; older ones of the run are replaced. */
export async function exportTranslators(
  run: TrainedRun,
  checkpoint: LoadedCheckpoint,
  { folder, name = run.record.name, file = name, licence = notStated }: ExportOptions,
): Promise<readonly ExportedTranslator[]> {
  const exported: ExportedTranslator[] = [];
  for (const [way, network] of Object.entries(run.method.translators)) {
    const direction = directions[way as keyof typeof directions];
    const path = join(folder, `${file}.${direction}.onnx`);
    const facts = factsOf(run, direction, { name, licence });
    const bytes = exportModel({
      name: `${name} ${direction}`,
      weights: weightsOf(run, network, checkpoint),
      run: (weights, image) =>
        bindNetwork(network, run.method.networks(run.options)[network]!, weights).apply(image),
      metadata: metadataOf(run, facts, checkpoint),
    });
    await writeFileAtomic(path, bytes, { overwrite: true });
    exported.push({ ...facts, path, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return exported;
}

function factsOf(
  { manifest: { domains } }: TrainedRun,
  direction: Direction,
  { name, licence }: { readonly name: string; readonly licence: string },
): TranslatorFacts {
  return {
    name,
    direction,
    domainA: basename(domains.a.folder),
    domainB: basename(domains.b.folder),
    licence,
  };
}

/** The weights of one network as they translate, by the names of the training state. */
function weightsOf(
  { method, options }: TrainedRun,
  network: string,
  { tensors }: LoadedCheckpoint,
): NamedTensorValues {
  const state = Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, values]));
  const own = Object.entries(translatorWeights(method, options, state)).filter(([name]) =>
    name.startsWith(`${network}/`),
  );
  return Object.fromEntries(own.map(([name, values]) => [name, { shape: tensors[name]!.shape, values }]));
}

function metadataOf(
  { method, options, record }: TrainedRun,
  { name, direction, domainA, domainB, licence }: TranslatorFacts,
  { step, manifest }: LoadedCheckpoint,
): Record<string, string> {
  const [from, to] = direction === 'a-to-b' ? [domainA, domainB] : [domainB, domainA];
  return encodeTranslatorManifest({
    formatVersion: 1,
    name,
    method: method.id,
    domains: { from, to },
    direction,
    size: networkSize,
    run: record.name,
    step,
    licence,
    createdAt: new Date(manifest.createdMs).toISOString(),
    trainedSizePixels: options.crop,
  });
}
