import type { HealthNote } from '../../contract/training-contract.ts';
import type { LiveRuns } from './live-runs.ts';

/** D-DSK-002 */
export function samplesPaused(step: number): HealthNote {
  return {
    kind: 'samples-paused',
    step,
    level: 'warning',
    text: 'Less than 2 GB free: samples are paused, checkpoints go on.',
    explanation:
      'Checkpoints need the room more than pictures of the progress. Samples are drawn again as soon as there is room. Code D-DSK-002.',
    action: 'space',
    files: [],
  };
}

/** D-TRN-002, with those that were lost before. */
export function photosLost(paths: readonly string[], runId: number, live: LiveRuns): HealthNote {
  const before = live.notes(runId)?.find(({ kind }) => kind === 'images-lost');
  const files = [...new Set([...(before?.files ?? []), ...paths])];
  const [photos, them] = files.length === 1 ? ['1 photo', 'it'] : [`${files.length} photos`, 'them'];
  return {
    kind: 'images-lost',
    step: live.lastStep(runId)?.step ?? 0,
    level: 'warning',
    text: `${photos} can no longer be read; training goes on without ${them}.`,
    explanation:
      'They were moved, deleted or damaged since the dataset was frozen. Others of the same side take their places. Code D-TRN-002.',
    action: 'files',
    files,
  };
}

export function warningNote(text: string, step: number): HealthNote {
  const explanation = 'A part of the run could not be used as it was.';
  return { kind: `warning ${text}`, step, level: 'warning', text, explanation, action: null, files: [] };
}

/** A person has chosen another learning rate. */
export function rateChanged(learningRate: number, step: number): HealthNote {
  return {
    kind: `rate ${step}`,
    step,
    level: 'note',
    text: `The learning rate is ${learningRate} from here on.`,
    explanation: 'The training went on from its newest checkpoint with smaller steps.',
    action: null,
    files: [],
  };
}
