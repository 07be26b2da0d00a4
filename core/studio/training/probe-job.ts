import type { OptionValues } from '../../contract/training-contract.ts';
import type { JobKind } from '../../jobs/job-kind.ts';
import type { ManifestShelf } from '../datasets/manifest-shelf.ts';
import type { House } from '../house.ts';
import type { TrainingCosts } from './training-costs.ts';

export interface ProbePayload {
  readonly dataset: string;
  readonly method: string;
  readonly options: OptionValues;
}

const steps = 20;

/** Trains for some steps, keeps nothing of it but what they cost, and tells that to the plans. */
export function probeJob(house: House, shelf: ManifestShelf, costs: TrainingCosts): JobKind<ProbePayload> {
  return {
    kind: 'probe',
    resource: 'trainer',
    canPause: false,
    afterCrash: 'requeue',
    async run({ dataset, method, options }, { signal, report }) {
      report({ fraction: null, stage: 'Preparing the training step' });
      const { row } = await shelf.newest(dataset);
      const [described] = await costs.describe(method, [options]);
      const found = await house.engines.run(
        'trainer',
        'probe',
        { manifestFile: shelf.fileOf(row), method, options, cacheFolder: house.library.cache, steps },
        {
          signal,
          onNews: ({ done }) => report({ fraction: done / steps, stage: `Step ${done} of ${steps}` }),
        },
      );
      costs.remember(method, described!, found);
      house.changes.publish({ topic: 'runs' });
      return { summary: `${found.secondsPerStep.toFixed(2)} s a step`, outcome: found };
    },
  };
}
