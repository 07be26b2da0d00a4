import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { onTestFinished } from 'vitest';
import { exportModel } from '../engine/export-model.ts';
import { encodeModel, makeTensor, makeValueInfo } from '../engine/onnx/model-proto.ts';
import type { GraphProto, ModelProto, NodeProto } from '../engine/onnx/onnx-types.ts';
import type { Photo } from '../image/photo.ts';
import { resnetGenerator } from '../networks/resnet-generator.ts';
import { createRandom } from '../random/random.ts';
import { openTranslator, type Translator } from './open-translator.ts';
import { encodeTranslatorManifest, type TranslatorManifest } from './translator-manifest.ts';

export const manifest: TranslatorManifest = {
  formatVersion: 1,
  name: 'test',
  method: 'cyclegan',
  domains: { from: 'day', to: 'dusk' },
  direction: 'a-to-b',
  size: { multipleOf: 4, minimum: 16 },
  run: null,
  step: null,
  licence: 'CC0',
  createdAt: '2026-01-02T03:04:05.000Z',
  trainedSizePixels: 64,
};

/** The bytes of a small CycleGAN generator with random weights, exported as training does it. */
export function generatorBytes({ filters = 4, blocks = 2, direction = manifest.direction } = {}): Uint8Array {
  const network = resnetGenerator({ filters, blocks });
  return exportModel({
    name: 'generator',
    run: (weights, image) => network.apply(weights, image),
    weights: network.init(createRandom(1)),
    metadata: encodeTranslatorManifest({ ...manifest, direction }),
  });
}

/** The bytes of a translator that is any function of the image. */
export function functionBytes(run: (image: tf.Tensor4D) => tf.Tensor4D): Uint8Array {
  return exportModel({
    name: 'function',
    run: (_, image) => run(image),
    weights: {},
    metadata: encodeTranslatorManifest(manifest),
  });
}

/** A translator's model out of nodes that turn `image` into `translated`. */
export function modelOf(
  nodes: readonly NodeProto[],
  constants: Readonly<Record<string, readonly [readonly number[], Float32Array | BigInt64Array]>> = {},
  change: Partial<GraphProto> = {},
): ModelProto {
  return {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    metadataProps: Object.entries(encodeTranslatorManifest(manifest)).map(([key, value]) => ({ key, value })),
    graph: {
      name: 'test',
      node: [...nodes],
      initializer: Object.entries(constants).map(([name, [dims, values]]) => makeTensor(name, dims, values)),
      input: [makeValueInfo('image', [1, 3, 'height', 'width'])],
      output: [makeValueInfo('translated', [1, 3, 'height', 'width'])],
      ...change,
    },
  };
}

/** Writes a translator into a folder of its own, which goes when the test ends. */
export async function translatorFile(content: Uint8Array | ModelProto): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'diptych-translator-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'test.onnx');
  await writeFile(path, content instanceof Uint8Array ? content : encodeModel(content));
  return path;
}

/** Opens a translator on one thread and disposes it when the test ends. */
export async function testTranslator(content: Uint8Array | ModelProto): Promise<Translator> {
  const translator = await openTranslator(await translatorFile(content), { threads: 1 });
  onTestFinished(() => translator.dispose());
  return translator;
}

/** A photo with large shapes, fine texture and noise. */
export function testPhoto(widthPixels: number, heightPixels: number, bits: 8 | 16 = 8): Photo {
  const random = createRandom(widthPixels, heightPixels);
  const count = widthPixels * heightPixels * 3;
  const rgb = bits === 16 ? new Uint16Array(count) : new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const [pixel, channel] = [Math.floor(i / 3), i % 3];
    const [x, y] = [pixel % widthPixels, Math.floor(pixel / widthPixels)];
    const shapes =
      Math.sin(x / 37 + channel) + Math.cos(y / 53 - channel) + 0.5 * Math.sin(x / 2) * Math.cos(y / 3);
    rgb[i] =
      Math.min(1, Math.max(0, 0.5 + 0.2 * shapes + 0.05 * random.uniform())) * (bits === 16 ? 65535 : 255);
  }
  return { widthPixels, heightPixels, rgb, metadata: { format: 'png' }, warnings: [] };
}
