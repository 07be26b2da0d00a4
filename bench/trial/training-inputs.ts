import type { NamedArrays, Step, TensorSpec } from '../../core/engine/step.ts';
import { createRandom } from '../../core/random/random.ts';
import { adamScalars } from '../../core/training/adam.ts';
import type { Method } from '../../core/training/method.ts';
import type { TrainOptions } from '../../core/training/train-options.ts';

/** Inputs of a training step: noise in [-1, 1] for pictures and old fakes, of which each is picked; Adam's first scalars. */
export function trainingInputs({ inputs }: Step, method: Method, options: TrainOptions): NamedArrays {
  const { rate, epsilon } = adamScalars(1, options.learningRate, method.adam);
  const filled = Object.entries(inputs).map(([name, spec], stream) => [name, fill(spec, stream)]);
  return {
    ...(Object.fromEntries(filled) as NamedArrays),
    'adam.rate': Float32Array.of(rate),
    'adam.epsilon': Float32Array.of(epsilon),
  };
}

/** Numbers from -1 to 1, repeatable. */
export function noise(length: number, stream: number): Float32Array {
  const random = createRandom(1, stream);
  return Float32Array.from({ length }, () => random.uniform() * 2 - 1);
}

function fill({ shape, dtype }: TensorSpec, stream: number): Float32Array | Int32Array {
  const length = shape.reduce((product, n) => product * n, 1);
  return dtype === 'int32' ? new Int32Array(length) : noise(length, stream);
}
