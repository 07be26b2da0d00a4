import type * as tf from '@tensorflow/tfjs';
import { CoreError } from '../contract/core-error.ts';
import { encodeGraph } from './lowering/encode-graph.ts';
import { lowerFunction } from './lowering/lower-graph.ts';
import type { OnnxGraph } from './lowering/onnx-graph.ts';
import type { NamedTensors, TensorSpec } from './step.ts';

export interface ExportedFunction {
  readonly name: string;
  /** Image to image: [1, height, width, 3] in [-1, 1] -> the same shape. */
  run(weights: NamedTensors, image: tf.Tensor4D): tf.Tensor4D;
  /** Weights as TensorFlow.js shapes them. */
  readonly weights: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
  >;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Two sizes with nothing in common but what a generator asks for: multiples of 32. */
const probeSizes = [
  [64, 64],
  [96, 160],
] as const;

const openSizes = [undefined, undefined, 'height', 'width'] as const;

/**
 * A standard ONNX file (operator set 17, no foreign domain) of a generator with its weights as constants: input
 * `image` float32 [1, 3, height, width] in [-1, 1] of any size that the network takes, output `translated`.
 * Throws `no-lowering` when the graph would depend on the size of the picture.
 */
export function exportModel(exported: ExportedFunction): Uint8Array {
  const [first, second] = probeSizes.map(([height, width]) => lowerAt(exported, height, width));
  if (outline(first!) !== outline(second!))
    throw new CoreError(
      'no-lowering',
      `${exported.name} cannot be exported: its graph depends on the size of the picture. ` +
        'Write it with operations that work alike on every size.',
      { name: exported.name },
    );
  return encodeGraph(first!, {
    name: exported.name,
    namedResults: true,
    openSizes: { image: openSizes, translated: openSizes },
    metadata: exported.metadata,
  });
}

function lowerAt({ run, weights }: ExportedFunction, height: number, width: number): OnnxGraph {
  const image: TensorSpec = { shape: [1, height, width, 3], dtype: 'float32' };
  const names = Object.keys(weights);
  const specs = names.map((name): [string, TensorSpec] => [
    name,
    { shape: weights[name]!.shape, dtype: 'float32' },
  ]);
  const { graph } = lowerFunction(
    { ...Object.fromEntries(specs), image },
    (tensors) => ({ translated: run(tensors, tensors['image'] as tf.Tensor4D) }),
    {
      target: 'export',
      layouts: { image: 'nchw', translated: 'nchw' },
      constants: Object.fromEntries(names.map((name) => [name, weights[name]!.values])),
    },
  );
  return graph;
}

/** Everything of a graph but the values of its large constants, which are the weights. */
function outline({ nodes, constants }: OnnxGraph): string {
  const small = constants.map(({ dims, values }) => [
    dims,
    values.length <= 64 ? [...values].map(String) : 0,
  ]);
  return JSON.stringify([nodes, small]);
}
