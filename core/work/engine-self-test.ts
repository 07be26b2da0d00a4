import * as tf from '@tensorflow/tfjs';
import { createEagerRunner } from '../engine/eager-runner.ts';
import { createStepRunner } from '../engine/create-step-runner.ts';
import type { NamedArrays, Step, StepRunner } from '../engine/step.ts';
import { methods } from '../methods/methods.ts';
import { createRandom } from '../random/random.ts';
import { buildTrainStep, initialState } from '../training/train-step.ts';

const largestDifference = 1e-3; // relative; a right engine stays below 1e-5

export interface EngineTest {
  readonly isRight: boolean;
  /** Where it ran, e.g. `onnxruntime cpu`. */
  readonly device: string;
  /** Largest difference of a loss, of its size. */
  readonly difference: number;
  readonly preparedMs: number;
  readonly ranMs: number;
}

/** One training step of a tiny CycleGAN on the engine, held against the same step done operation by operation. */
export async function testEngine(): Promise<EngineTest> {
  tf.enableProdMode(); // TensorFlow.js otherwise advertises its other packages
  const method = methods[0]!;
  const options = method.complete({ size: 24, load: 24, filters: 2, blocks: 1, poolSize: 0, steps: 2 });
  const step = buildTrainStep(method, options);
  const state = initialState(method, options);
  const inputs = randomInputs(step);
  const compiledAt = performance.now();
  const runner = await createStepRunner(step);
  const ranAt = performance.now();
  const found = await runOnce(runner, state, inputs);
  const doneAt = performance.now();
  const expected = await runOnce(createEagerRunner(step), state, inputs);
  const difference = furthestApart(found, expected);
  return {
    isRight: difference <= largestDifference,
    device: runner.device,
    difference,
    preparedMs: ranAt - compiledAt,
    ranMs: doneAt - ranAt,
  };
}

async function runOnce(
  runner: StepRunner,
  state: NamedArrays,
  inputs: NamedArrays,
): Promise<Readonly<Record<string, Float32Array>>> {
  runner.setState(state);
  const outputs = await runner.run(inputs);
  await runner.dispose();
  return outputs;
}

function randomInputs({ inputs }: Step): NamedArrays {
  const random = createRandom(1);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }]) => {
      const length = shape.reduce((size, side) => size * side, 1);
      return [name, Float32Array.from({ length }, () => (length === 1 ? 1e-4 : random.uniform() * 2 - 1))];
    }),
  );
}

function furthestApart(
  found: Readonly<Record<string, Float32Array>>,
  expected: Readonly<Record<string, Float32Array>>,
): number {
  const losses = Object.keys(expected).filter((name) => name.startsWith('loss.'));
  return Math.max(
    ...losses.map((name) => {
      const [value = NaN, right = NaN] = [found[name]?.[0], expected[name]?.[0]];
      const apart = Math.abs(value - right) / Math.max(Math.abs(right), 1e-3);
      return Number.isNaN(apart) ? Infinity : apart;
    }),
  );
}
