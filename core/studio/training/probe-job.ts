import type { OptionValues, TrainingPlan } from '../../contract/training-contract.ts';
import type { JobKind, JobWork } from '../../jobs/job-kind.ts';
import type { ProbeOutput } from '../../work/probe-task.ts';
import type { ManifestShelf } from '../datasets/manifest-shelf.ts';
import type { House } from '../house.ts';
import type { TrainingCosts } from './training-costs.ts';

export interface ProbePayload {
  readonly dataset: string;
  readonly method: string;
  readonly options: OptionValues;
  /** The plan that they belong to, of which the size may change with what is measured. */
  readonly plan: TrainingPlan['id'] | null;
}

const steps = 20;

/**
 * Measures the options; where the plan now takes others, for these were slower or faster than estimated, those too, until
 * what the plan takes is measured. What was found last.
 */
export async function measurePlan<Found>(
  options: OptionValues,
  planNow: () => Promise<Pick<TrainingPlan, 'options' | 'cost'> | undefined>,
  measure: (options: OptionValues) => Promise<Found>,
): Promise<Found> {
  const found = await measure(options);
  const plan = await planNow();
  return plan === undefined || plan.cost.isMeasured ? found : measurePlan(plan.options, planNow, measure);
}

/** Trains for some steps, keeps nothing of it but what they cost, and tells that to the plans. */
export function probeJob(house: House, shelf: ManifestShelf, costs: TrainingCosts): JobKind<ProbePayload> {
  return {
    kind: 'probe',
    resource: 'trainer',
    canPause: false,
    afterCrash: 'requeue',
    async run({ dataset, method, options, plan }, work) {
      const { row, manifest } = await shelf.newest(dataset);
      const measure = (given: OptionValues) =>
        measureStep({ house, costs, manifestFile: shelf.fileOf(row) }, { method, options: given }, work);
      const planNow = async () => (await costs.plans(manifest, method)).find(({ id }) => id === plan);
      const found = await measurePlan(options, planNow, measure);
      house.changes.publish({ topic: 'runs' });
      return { summary: `${found.secondsPerStep.toFixed(2)} s a step`, outcome: found };
    },
  };
}

interface Measuring {
  readonly house: House;
  readonly costs: TrainingCosts;
  readonly manifestFile: string;
}

async function measureStep(
  { house, costs, manifestFile }: Measuring,
  { method, options }: { readonly method: string; readonly options: OptionValues },
  { signal, report }: JobWork,
): Promise<ProbeOutput> {
  const [described] = await costs.describe(method, [options]);
  const { size } = described!.options;
  report({ fraction: null, stage: `${size} × ${size} pixels: preparing the training step` });
  const input = { manifestFile, method, options, cacheFolder: house.library.cache, steps };
  const found = await house.engines.run('trainer', 'probe', input, {
    signal,
    onNews: ({ done }) =>
      report({ fraction: done / steps, stage: `${size} × ${size} pixels: step ${done} of ${steps}` }),
  });
  costs.remember(method, described!, found);
  return found;
}
