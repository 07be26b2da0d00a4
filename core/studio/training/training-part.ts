import { findSamples } from '../../checkpoint/run-folder.ts';
import { ManifestShelf } from '../datasets/manifest-shelf.ts';
import type { House } from '../house.ts';
import type { MakePart } from '../part.ts';
import type { ServePicture } from '../picture.ts';
import { LiveRuns } from './live-runs.ts';
import { probeJob } from './probe-job.ts';
import { createRunEffects } from './run-effects.ts';
import { folderOf } from './run-folder-of.ts';
import { tidyRunTrash } from './run-trash.ts';
import { trainJob } from './train-job.ts';
import { createTrainingArea } from './training-area.ts';
import { TrainingCosts } from './training-costs.ts';

const trashMs = 30 * 24 * 3600 * 1000;

/** Looks of one's own: planned, trained, watched, published. */
export const trainingPart: MakePart = (house) => {
  const shelf = new ManifestShelf(house.library, house.catalog);
  const costs = new TrainingCosts(house);
  const live = new LiveRuns();
  const effects = createRunEffects(house.catalog);
  return {
    areas: { training: createTrainingArea({ house, shelf, costs, live, effects }) },
    pictures: { sample: serveSample(house) },
    jobs: [trainJob(house, live, effects), probeJob(house, shelf, costs)],
    effects: [effects.place],
    prepare: () => tidyRunTrash(house, Date.now() - trashMs),
  };
};

/** `sample/<run>/<step>`: a sample sheet as it was drawn. */
function serveSample(house: House): ServePicture {
  return async ([runId = '', step = '']) => {
    const run = house.catalog.runs.get(Number(runId));
    if (run === undefined) return undefined;
    const found = (await findSamples(folderOf(house, run))).find((sample) => sample.step === Number(step));
    if (found === undefined) return undefined;
    const contentType = found.path.endsWith('.png') ? 'image/png' : 'image/webp';
    return { path: found.path, contentType, isImmutable: false };
  };
}
