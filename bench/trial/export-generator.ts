import { exportModel } from '../../core/engine/export-model.ts';
import { encodeTranslatorManifest } from '../../core/translator/translator-manifest.ts';
import { bindNetwork, weightSpecs } from '../../core/training/bind-network.ts';
import { method, paperOptions, type TrialWork } from './trial-work.ts';

/** The generator of a training state as a translator's file. */
export function exportGenerator(work: TrialWork, state: Readonly<Record<string, Float32Array>>): Uint8Array {
  const name = method.translators['x-to-y']!;
  const network = method.networks(paperOptions(work))[name]!;
  const weights = weightSpecs(name, network).map(([key, { shape }]) => [key, { shape, values: state[key]! }]);
  return exportModel({
    name: 'bench',
    weights: Object.fromEntries(weights) as Record<
      string,
      { shape: readonly number[]; values: Float32Array }
    >,
    run: (tensors, image) => bindNetwork(name, network, tensors).apply(image),
    metadata: encodeTranslatorManifest({
      formatVersion: 1,
      name: 'bench',
      method: method.id,
      domains: { from: 'noise', to: 'noise' },
      direction: 'a-to-b',
      size: { multipleOf: 4, minimum: 16 },
      run: null,
      step: null,
      licence: 'none',
      createdAt: new Date(0).toISOString(),
      trainedSizePixels: work.sizePixels,
    }),
  });
}
