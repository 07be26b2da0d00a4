import { availableParallelism, freemem } from 'node:os';
import type { OptionValues, TrainingCost, TrainingPlan } from '../../contract/training-contract.ts';
import type { DatasetManifest } from '../../dataset/manifest.ts';
import {
  measurementKey,
  stepCost,
  type StepCost,
  type StepMeasurement,
} from '../../training/training-cost.ts';
import { candidateOptions, choosePlans } from '../../training/training-plans.ts';
import type { TrainingDescription } from '../../work/describe-training-task.ts';
import type { House } from '../house.ts';

const measurementsKey = 'training-steps';
const mostMeasurements = 100;
/** What else the machine does keeps some of the memory. */
const memoryPart = 0.8;
/** Newest checkpoints and quarters that are kept. */
const keptCheckpoints = 7;
const samples = { most: 200, bytes: 120_000 };
const logBytesPerStep = 300;

/** What trainings cost on this machine: measured where that was done, otherwise by arithmetic. */
export class TrainingCosts {
  readonly #house: House;
  readonly #device = `cpu ${availableParallelism()} threads`;

  constructor(house: House) {
    this.#house = house;
  }

  async cost(method: string, options: OptionValues): Promise<TrainingCost> {
    const [described] = await this.describe(method, [options]);
    return this.costOf(method, described!);
  }

  /** Throws `unknown-method`, `invalid-option`, `unsuitable-size`. */
  describe(method: string, options: readonly OptionValues[]): Promise<readonly TrainingDescription[]> {
    const { signal } = new AbortController();
    return this.#house.engines.run('pictures', 'describe-training', { method, options }, { signal });
  }

  costOf(method: string, described: TrainingDescription): TrainingCost {
    const { steps } = described.options;
    const { secondsPerStep, memoryBytes, isMeasured } = this.#stepCost(method, described);
    const kept = keptCheckpoints * described.checkpointBytes;
    const sheets = Math.min(samples.most, Math.ceil(steps / 10)) * samples.bytes;
    return {
      secondsPerStep,
      totalSeconds: secondsPerStep * steps,
      memoryBytes,
      diskBytes: Math.round(kept + sheets + logBytesPerStep * steps),
      isMeasured,
    };
  }

  /** Three ways to train on a dataset, by how long they take here. */
  async plans(manifest: DatasetManifest, method: string): Promise<TrainingPlan[]> {
    const candidates = candidateOptions(usualShortSide(manifest));
    const described = await this.describe(method, candidates);
    const costed = described.map((one, index) => ({
      options: { given: candidates[index]!, described: one },
      cost: this.#stepCost(method, one),
    }));
    return choosePlans(costed, freemem() * memoryPart).map(
      ({ options: { given, described: one }, budget, steps }) => {
        const cost = this.costOf(method, { ...one, options: { ...one.options, steps } });
        const summary = `${one.options.size} × ${one.options.size} pixels, ${steps.toLocaleString('en')} steps`;
        return { id: budget.id, title: budget.title, summary, method, options: { ...given, steps }, cost };
      },
    );
  }

  /** Keeps what a probe found. */
  remember(
    method: string,
    described: TrainingDescription,
    found: Pick<StepCost, 'secondsPerStep' | 'memoryBytes'>,
  ): void {
    const key = measurementKey(method, described.options, this.#device);
    const others = this.#measured().filter((one) => one.key !== key);
    const { multiplyAdds } = described.effort;
    const all = [...others, { key, multiplyAdds, ...found }].slice(-mostMeasurements);
    this.#house.catalog.measurements.set(measurementsKey, all);
  }

  #stepCost(method: string, { options, effort }: TrainingDescription): StepCost {
    const key = measurementKey(method, options, this.#device);
    return stepCost({ key, effort, measured: this.#measured(), threads: availableParallelism() });
  }

  #measured(): readonly StepMeasurement[] {
    return (this.#house.catalog.measurements.get(measurementsKey) ?? []) as readonly StepMeasurement[];
  }
}

/** Nine tenths of the pictures have at least so many pixels on their shorter side. */
function usualShortSide({ domains }: DatasetManifest): number {
  const sides = [...domains.a.images, ...domains.b.images]
    .map(({ widthPixels, heightPixels }) => Math.min(widthPixels, heightPixels))
    .sort((a, b) => a - b);
  return sides[Math.floor(sides.length / 10)] ?? 0;
}
