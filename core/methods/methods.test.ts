import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../checkpoint/save-checkpoint.ts';
import { createEagerRunner } from '../engine/eager-runner.ts';
import { createStepRunner } from '../engine/create-step-runner.ts';
import type { NamedArrays, Step, StepRunner } from '../engine/step.ts';
import { noiseBatches } from '../training/method-stand-in.ts';
import type { Method } from '../training/method.ts';
import type { TrainOptions } from '../training/train-options.ts';
import { adamScalars } from '../training/adam.ts';
import { buildSampleStep, translatorWeights } from '../training/sample-step.ts';
import { buildTrainStep, initialState } from '../training/train-step.ts';
import { train } from '../training/trainer.ts';
import type { Training, TrainingNews } from '../training/training.ts';
import { methods } from './methods.ts';

beforeAll(() => tf.setBackend('cpu'));

/** The smallest networks and pictures that a method can be asked for. */
function small(method: Method, given: Readonly<Record<string, unknown>> = {}): TrainOptions {
  const sizes = { filters: 2, blocks: 1 };
  const known = Object.entries(sizes).filter(([name]) => name in method.schema.shape);
  return method.complete({ size: 24, poolSize: 1, ema: true, ...Object.fromEntries(known), ...given });
}

/** A smooth picture, which small networks can learn to reconstruct. */
function waves(side: number, shift: number): Float32Array {
  return Float32Array.from({ length: side * side * 3 }, (_, i) => {
    const [column, row] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)];
    return 0.8 * Math.sin((column + (i % 3) * row) / 4 + shift);
  });
}

/** The inputs of step t with new fakes only. */
function inputsOf(method: Method, options: TrainOptions, t: number): NamedArrays {
  const { rate, epsilon } = adamScalars(t, options.learningRate, method.adam);
  const pools = method.pooled.flatMap((name): [string, Float32Array | Int32Array][] => [
    [`pool.${name}`, waves(options.crop, 3)],
    [`pick.${name}`, Int32Array.of(1)],
  ]);
  return {
    x: waves(options.crop, 1),
    y: waves(options.crop, 2),
    'adam.rate': Float32Array.of(rate),
    'adam.epsilon': Float32Array.of(epsilon),
    ...(options.ema ? { 'ema.decay': Float32Array.of(options.emaDecay) } : {}),
    ...Object.fromEntries(pools),
  };
}

/** Some steps from the start on one batch: the state after them and the losses of each. */
async function runSteps(runner: StepRunner, method: Method, options: TrainOptions, steps: number) {
  runner.setState(initialState(method, options));
  const losses: Record<string, number>[] = [];
  for (let t = 1; t <= steps; t++) {
    const outputs = Object.entries(await runner.run(inputsOf(method, options, t)));
    const named = outputs
      .filter(([name]) => name.startsWith('loss.'))
      .map(([name, [value]]) => [name.slice(5), value]);
    losses.push(Object.fromEntries(named) as Record<string, number>);
  }
  return { state: runner.state(), losses };
}

type State = Readonly<Record<string, Float32Array>>;

function changedNetworks(before: State, after: State): string[] {
  const changed = Object.keys(after).filter(
    (name) => !/^(adam\.|ema\/)/.test(name) && after[name]!.some((value, i) => value !== before[name]![i]),
  );
  return [...new Set(changed.map((name) => name.split('/')[0]!))].toSorted();
}

function reconstruction(losses: Readonly<Record<string, number>>): number {
  const terms = Object.entries(losses).filter(([name]) => /^(cycle|reconstruct)/.test(name));
  return terms.reduce((sum, [, loss]) => sum + loss, 0);
}

describe.each(methods.map((method) => [method.id, method] as const))('the facts of %s', (id, method) => {
  const options = small(method, { steps: 4 });
  const compiled = new Map<string, StepRunner>();

  /** Compiling takes a second, so that a step of one name is compiled once. */
  async function createRunner(step: Step): Promise<StepRunner> {
    const runner = compiled.get(step.name) ?? (await createStepRunner(step));
    compiled.set(step.name, runner);
    return { ...runner, dispose: async () => undefined };
  }

  async function runCompiled(given: TrainOptions, steps: number) {
    return runSteps(await createRunner(buildTrainStep(method, given)), method, given, steps);
  }

  /** Trains; stops after `until` steps. */
  async function trainTo(until: number, resumeFrom?: Checkpoint) {
    const stop = new AbortController();
    const news: TrainingNews[] = [];
    const saved: Checkpoint[] = [];
    const training: Training = {
      method,
      options,
      createRunner,
      batches: noiseBatches(options),
      judge: { x: [waves(options.crop, 5)], y: [waves(options.crop, 6)] },
      store: {
        saveCheckpoint: async (checkpoint) => `checkpoint ${saved.push(checkpoint)}`,
        appendLosses: async () => undefined,
        saveSample: async (step) => `sample ${step}`,
        freeBytes: async () => undefined,
      },
      pace: { checkpointSeconds: 1e9, sampleSteps: 1000 },
      signal: stop.signal,
      ...(resumeFrom && { resumeFrom }),
    };
    for await (const one of train(training)) {
      news.push(one);
      if (one.type === 'step' && one.step === until) stop.abort();
    }
    return { news, last: saved.at(-1)! };
  }

  afterAll(async () => {
    for (const runner of compiled.values()) await runner.dispose();
  });

  it(`${id}: each player moves its own networks and no others`, async () => {
    let before: State = initialState(method, options);
    for (const [i, { trains }] of method.players.entries()) {
      const first = { ...method, id: `${id} to player ${i}`, players: method.players.slice(0, i + 1) };
      const step =
        i + 1 === method.players.length ? buildTrainStep(method, options) : buildTrainStep(first, options);
      const { state } = await runSteps(await createRunner(step), method, options, 1);
      expect(changedNetworks(before, state)).toEqual([...trains].toSorted());
      before = state;
    }
  });

  it(`${id}: a step leaves no tensor behind`, async () => {
    const runner = createEagerRunner(buildTrainStep(method, options));
    runner.setState(initialState(method, options));
    await runner.run(inputsOf(method, options, 1));
    const before = tf.memory().numTensors;
    await runner.run(inputsOf(method, options, 2));
    expect(tf.memory().numTensors).toBe(before);
  });

  it(`${id}: the same seed gives the same losses exactly, another seed others`, async () => {
    const { losses } = await runCompiled(options, 2);
    expect((await runCompiled(options, 2)).losses).toEqual(losses);
    expect((await runCompiled({ ...options, seed: 2 }, 2)).losses).not.toEqual(losses);
  });

  it(`${id}: what is reconstructed gets closer on one repeated batch`, async () => {
    const { losses } = await runCompiled({ ...options, learningRate: 0.01 }, 60);
    expect(reconstruction(losses.at(-1)!)).toBeLessThan(0.8 * reconstruction(losses[0]!));
  });

  it(`${id}: an image that is not square is translated at its size`, () => {
    const sample = buildSampleStep(method, options);
    const weights = translatorWeights(method, options, initialState(method, options));
    const state = Object.fromEntries(
      Object.entries(sample.state).map(([name, { shape }]) => [name, tf.tensor(weights[name]!, [...shape])]),
    );
    const image = tf.zeros([1, 28, 24, 3]);
    const { outputs } = sample.run(state, { x: image, y: image });
    for (const { shape } of Object.values(outputs)) expect(shape).toEqual([1, 28, 24, 3]);
  });

  it(`${id}: training stops between steps when its signal aborts`, async () => {
    const { news, last } = await trainTo(2);
    expect(news.at(-1)).toEqual({ type: 'ended', step: 2, status: 'paused' });
    expect(last.step).toBe(2);
  });

  it(`${id}: four steps are two, a checkpoint and two, bit for bit, on the compiled step`, async () => {
    const { last: whole } = await trainTo(4);
    const { last: half } = await trainTo(2);
    const { last: resumed } = await trainTo(4, half);
    expect(resumed.tensors).toEqual(whole.tensors);
    expect(resumed.manifest).toEqual(whole.manifest);
  });

  it(`${id}: every option says what it does`, () => {
    const fields = Object.entries<{ readonly description?: string | undefined }>(method.schema.shape);
    expect(fields.filter(([, { description }]) => !description).map(([name]) => name)).toEqual([]);
  });
});
