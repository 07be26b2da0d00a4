import type { NamedArrays, Step, StepRunner } from '../engine/step.ts';
import { adamScalars } from './adam.ts';
import { assertFiniteLosses, assertFiniteState } from './assert-finite.ts';
import type { PoolDraw } from './image-pool.ts';
import { buildSampleStep, translatorWeights } from './sample-step.ts';
import { drawSampleSheet } from './sample-sheet.ts';
import { averageDecay, linearDecay } from './schedule.ts';
import { fromCheckpoint, newTrainState, toCheckpoint, type TrainState } from './train-state.ts';
import { buildTrainStep, initialState } from './train-step.ts';
import type { Training } from './training.ts';

/** What one step gave. */
export interface StepFacts {
  readonly losses: Readonly<Record<string, number>>;
  readonly lost: readonly string[];
  readonly dataSeconds: number;
  /** Of making its batch, the part that was reading. */
  readonly readingShare: number;
}

/** A training with its networks on a device: knows how to do one step, save and draw, but not when. */
export class TrainingSession {
  readonly #training: Training;
  readonly #step: Step;
  readonly #runner: StepRunner;
  readonly #state: TrainState;
  #sampler: StepRunner | undefined;

  private constructor(training: Training, step: Step, runner: StepRunner, state: TrainState) {
    this.#training = training;
    this.#step = step;
    this.#runner = runner;
    this.#state = state;
  }

  /** Throws `damaged-checkpoint` when the one to go on from is not of this method and options. */
  static async open(training: Training): Promise<TrainingSession> {
    const { method, options, resumeFrom } = training;
    const step = buildTrainStep(method, options);
    const { state, values } = resumeFrom
      ? fromCheckpoint(method, options, step, resumeFrom)
      : { state: newTrainState(method, options), values: initialState(method, options) };
    const runner = await training.createRunner(step);
    runner.setState(values);
    return new TrainingSession(training, step, runner, state);
  }

  /** Steps done. */
  get step(): number {
    return this.#state.step;
  }

  /** One step. Throws `diverged`, `images-lost`, `cancelled` and what the engine throws; then no step was done. */
  async advance(now: () => number): Promise<StepFacts> {
    const startSeconds = now();
    const { batches } = this.#training;
    const batch = await batches.next(this.step);
    const { readingShare = 0 } = batches;
    const dataSeconds = now() - startSeconds;
    const draws = this.#draw();
    const outputs = await this.#runner.run({
      x: batch.x,
      y: batch.y,
      ...this.#scalars(),
      ...poolInputs(draws),
    });
    const losses = lossesOf(outputs);
    assertFiniteLosses(this.step + 1, losses);
    for (const [name, { keep }] of draws) keep(outputs[`fake.${name}`]!);
    this.#state.step += 1;
    return { losses, lost: batch.lost, dataSeconds, readingShare };
  }

  /** Returns the path. Throws `diverged` instead of saving what is not finite. */
  async save(milestone: boolean): Promise<string> {
    const { method, options, store } = this.#training;
    const values = this.#runner.state();
    assertFiniteState(this.step, values);
    return store.saveCheckpoint({
      ...toCheckpoint(method, options, this.#step, this.#state, values),
      milestone,
    });
  }

  /** A sample sheet of the judge photos as they come out now; returns the path. */
  async drawSamples(): Promise<string> {
    const { method, options, createRunner, judge, store } = this.#training;
    this.#sampler ??= await createRunner(buildSampleStep(method, options));
    this.#sampler.setState(translatorWeights(method, options, this.#runner.state()));
    return store.saveSample(this.step, await drawSampleSheet(this.#sampler, judge, options.crop));
  }

  async dispose(): Promise<void> {
    await this.#runner.dispose();
    await this.#sampler?.dispose();
  }

  #draw(): [string, PoolDraw][] {
    const { pools, random } = this.#state;
    return Object.entries(pools).map(([name, pool]) => [
      name,
      pool.draw(this.#training.options.batch, random),
    ]);
  }

  #scalars(): NamedArrays {
    const { method, options } = this.#training;
    const { rate, epsilon } = adamScalars(this.step + 1, linearDecay(this.step, options), method.adam);
    const scalars = { 'adam.rate': Float32Array.of(rate), 'adam.epsilon': Float32Array.of(epsilon) };
    if (!options.ema) return scalars;
    return { ...scalars, 'ema.decay': Float32Array.of(averageDecay(this.step, options.emaDecay)) };
  }
}

function poolInputs(draws: readonly (readonly [string, PoolDraw])[]): NamedArrays {
  return Object.fromEntries(
    draws.flatMap(([name, { old, picks }]): [string, Float32Array | Int32Array][] => [
      [`pool.${name}`, old],
      [`pick.${name}`, picks],
    ]),
  );
}

function lossesOf(outputs: Readonly<Record<string, Float32Array>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith('loss.'))
      .map(([name, values]) => [name.slice('loss.'.length), values[0]!]),
  );
}
