import { join } from 'node:path';
import { exportModel } from '../engine/export-model.ts';
import { writeSynced } from '../files/write-synced.ts';
import { encodeTranslatorManifest, type TranslatorManifest } from '../translator/translator-manifest.ts';
import { fillGenerator } from '../weights/fill-generator.ts';
import { openSafetensorsFile } from '../weights/open-safetensors-file.ts';
import { openTorchFile } from '../weights/open-torch-file.ts';
import { openTorchLegacyFile } from '../weights/open-torch-legacy-file.ts';
import { recogniseGenerator } from '../weights/recognise-generator.ts';
import type { WeightsFile } from '../weights/weights-file.ts';
import type { ModelKind } from './model-kind.ts';

/** Which weights a file holds. */
export type WeightsKind = Extract<ModelKind, 'safetensors' | 'pytorch' | 'pickle'>;

export interface ConvertedWeights {
  /** The .onnx file. */
  readonly path: string;
  /** What was recognised, in words. */
  readonly about: string;
}

const openers = {
  safetensors: openSafetensorsFile,
  pytorch: openTorchFile,
  pickle: openTorchLegacyFile,
} as const satisfies Record<WeightsKind, (path: string) => Promise<WeightsFile>>;

/**
 * Fills Diptych's own generator with the weights of a file and writes it as a translator into a folder. The same
 * weights are always the same bytes. Throws `refused-model`, `refused-archive`, `refused-pickle`.
 */
export async function convertWeights(
  path: string,
  kind: WeightsKind,
  folder: string,
): Promise<ConvertedWeights> {
  const file = await openers[kind](path);
  try {
    const found = recogniseGenerator(file.tensors);
    const { network, weights: filled } = await fillGenerator(found);
    const bytes = exportModel({
      name: 'generator',
      weights: filled,
      run: (weights, image) => network.apply(weights, image),
      metadata: encodeTranslatorManifest(manifest),
    });
    const target = join(folder, 'converted.onnx');
    await writeSynced(target, bytes);
    const { filters, blocks } = found;
    const about = `${file.format} weights of a ResNet generator: ${filters} filters, ${blocks} ${blocks === 1 ? 'block' : 'blocks'}, instance norms`;
    return { path: target, about };
  } finally {
    await file.close();
  }
}

/** Weights say nothing of where they come from; whoever adds them does. */
const manifest: TranslatorManifest = {
  formatVersion: 1,
  name: 'Converted weights',
  method: 'cyclegan',
  domains: { from: 'photos', to: 'translated photos' },
  direction: 'a-to-b',
  size: { multipleOf: 4, minimum: 16 },
  run: null,
  step: null,
  licence: 'not stated',
  createdAt: null,
  trainedSizePixels: null,
};
