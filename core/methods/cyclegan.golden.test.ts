import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createStepRunner } from '../engine/create-step-runner.ts';
import { createEagerRunner } from '../engine/eager-runner.ts';
import type { Step, StepRunner } from '../engine/step.ts';
import { sizeOf } from '../networks/network.ts';
import { adamScalars } from '../training/adam.ts';
import { linearDecay } from '../training/schedule.ts';
import { buildTrainStep } from '../training/train-step.ts';
import { cyclegan } from './cyclegan.ts';

type Side = 'x' | 'y';
type Named = Readonly<Record<string, number>>;
/** For each image of a batch: null is the new fake, else [step, image] of an earlier one. */
type Picks = Readonly<Record<Side, readonly (readonly [number, number] | null)[]>>;

interface Golden {
  readonly options: Readonly<Record<string, number>>;
  readonly weightRange: number;
  readonly weightSeed: number;
  readonly pictureSeed: number;
  readonly picks: Readonly<Record<string, Picks>>;
  readonly losses: readonly Named[];
  readonly gradientNorms: Named;
  readonly finalWeights: Readonly<Record<string, string>>;
}

/** Made by scripts/golden-cyclegan.py with PyTorch alone. */
const golden = JSON.parse(readFileSync(new URL('cyclegan.golden.json', import.meta.url), 'utf8')) as Golden;
const options = cyclegan.complete(golden.options);
const step = buildTrainStep(cyclegan, options);
const weightNames = Object.keys(step.state).filter((name) => !name.startsWith('adam.'));
const imageLength = options.crop ** 2 * 3;
const newOnly: Picks = { x: [null, null], y: [null, null] };

/** The congruential generator of the script: uniform in [-1, 1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function filled(length: number, next: () => number, scale: number): Float32Array {
  return Float32Array.from({ length }, () => next() * scale);
}

function firstWeights(): Record<string, Float32Array> {
  const next = numbers(golden.weightSeed);
  const drawn = weightNames.map((name) => [
    name,
    filled(sizeOf(step.state[name]!.shape), next, golden.weightRange),
  ]);
  return Object.fromEntries(drawn) as Record<string, Float32Array>;
}

function firstState(): Record<string, Float32Array> {
  const zeros = Object.entries(step.state).map(([name, { shape }]) => [
    name,
    new Float32Array(sizeOf(shape)),
  ]);
  return { ...Object.fromEntries(zeros), ...firstWeights() } as Record<string, Float32Array>;
}

/** The images that a step's pool inputs hold, and where each answer lies in old + new. */
function pooled(side: Side, { [side]: choices }: Picks, history: readonly Record<string, Float32Array>[]) {
  const old = new Float32Array(options.batch * imageLength);
  const picks = Int32Array.from(choices, (choice, i) => (choice === null ? options.batch + i : i));
  choices.forEach((choice, i) => {
    if (choice === null) return;
    const fakes = history[choice[0] - 1]![`fake.${side}`]!;
    old.set(fakes.subarray(choice[1] * imageLength, (choice[1] + 1) * imageLength), i * imageLength);
  });
  return { [`pool.${side}`]: old, [`pick.${side}`]: picks };
}

/** Runs steps from the first on; returns all outputs of each. */
async function play(runner: StepRunner, steps: number): Promise<Record<string, Float32Array>[]> {
  const history: Record<string, Float32Array>[] = [];
  for (let t = 1; t <= steps; t++) {
    const next = numbers(golden.pictureSeed + t);
    const [x, y] = [0, 1].map(() => filled(options.batch * imageLength, next, 1)) as [
      Float32Array,
      Float32Array,
    ];
    const scalars = adamScalars(t, linearDecay(t - 1, options), cyclegan.adam);
    const picks = golden.picks[t] ?? newOnly;
    history.push(
      await runner.run({
        x,
        y,
        'adam.rate': Float32Array.of(scalars.rate),
        'adam.epsilon': Float32Array.of(scalars.epsilon),
        ...pooled('x', picks, history),
        ...pooled('y', picks, history),
      }),
    );
  }
  return history;
}

function lossesOf(outputs: Readonly<Record<string, Float32Array>>, like: Named): Record<string, number> {
  return Object.fromEntries(Object.keys(like).map((name) => [name, outputs[`loss.${name}`]![0]!]));
}

function largestRelative(found: Named, expected: Named): number {
  return Math.max(...Object.entries(expected).map(([name, value]) => Math.abs(found[name]! / value - 1)));
}

function norm(arrays: readonly Float32Array[]): number {
  return Math.sqrt(arrays.reduce((sum, array) => array.reduce((s, v) => s + v * v, sum), 0));
}

/** After the first step Adam's first moment, kept divided by 1 - beta1, is the gradient itself. */
function gradientNorms(state: Readonly<Record<string, Float32Array>>): Record<string, number> {
  return Object.fromEntries(
    Object.keys(golden.gradientNorms).map((network) => [
      network,
      norm(
        Object.keys(state)
          .filter((n) => n.startsWith(`adam.m/${network}/`))
          .map((n) => state[n]!),
      ),
    ]),
  );
}

function difference(from: Float32Array, to: Float32Array): Float32Array {
  return to.map((value, i) => value - from[i]!);
}

function decoded(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float32Array(bytes.buffer);
}

/** TensorFlow.js's own kernels take seconds a step, so they are asked for the first one only. */
describe.each([
  ['eager', async (traced: Step): Promise<StepRunner> => createEagerRunner(traced)],
  ['compiled', async (traced: Step): Promise<StepRunner> => createStepRunner(traced)],
] as const)('CycleGAN against PyTorch, %s', (_name, createRunner) => {
  it('cyclegan: the losses and gradient norms of the first step are those of PyTorch to 1e-4', async () => {
    await tf.setBackend('cpu');
    const runner = await createRunner(step);
    runner.setState(firstState());
    const [first] = await play(runner, 1);
    expect(largestRelative(lossesOf(first!, golden.losses[0]!), golden.losses[0]!)).toBeLessThan(1e-4);
    expect(largestRelative(gradientNorms(runner.state()), golden.gradientNorms)).toBeLessThan(1e-4);
    await runner.dispose();
  });
});

describe('CycleGAN against PyTorch, ten steps', () => {
  let history: Record<string, Float32Array>[];
  let end: Record<string, Float32Array>;

  beforeAll(async () => {
    const runner = await createStepRunner(step);
    runner.setState(firstState());
    history = await play(runner, options.steps);
    end = runner.state();
    await runner.dispose();
  });

  it('cyclegan: the losses of ten steps, with old fakes from the pool, are those of PyTorch to 1e-3', () => {
    const worst = golden.losses.map((expected, i) =>
      largestRelative(lossesOf(history[i]!, expected), expected),
    );
    expect(Math.max(...worst)).toBeLessThan(1e-3);
  });

  it.each(['G', 'F', 'D_X', 'D_Y'])(
    'cyclegan: the weights of %s after ten steps are those of PyTorch',
    (network) => {
      const names = weightNames.filter((name) => name.startsWith(`${network}/`));
      const start = firstWeights();
      const expected = names.map((name) => decoded(golden.finalWeights[name]!));
      const error = norm(names.map((name, i) => difference(expected[i]!, end[name]!)));
      const way = norm(names.map((name, i) => difference(start[name]!, expected[i]!)));
      expect(error / way).toBeLessThan(1e-3); // stricter than against the weights, which move by a hundredth
    },
  );
});
