import type { CoreEvent } from '../../contract/events.ts';
import type { LiveRuns } from './live-runs.ts';
import { photosLost, samplesPaused, warningNote } from './event-notes.ts';

/** An event of a training as those who watch it hear it. */
export function tellEvent(event: CoreEvent, memoryBytes: number, runId: number, live: LiveRuns): void {
  switch (event.type) {
    case 'training-preparing':
      return live.tell(runId, { type: 'stage', stage: 'Preparing the training step' });
    case 'training-step':
      return tellStep(event, memoryBytes, runId, live);
    case 'training-sample':
      return live.tell(runId, { type: 'sample', step: event.step });
    case 'training-checkpoint':
      return live.tell(runId, { type: 'checkpoint', step: event.step });
    case 'samples-paused':
      return live.keepNote(runId, samplesPaused(event.step));
    case 'images-lost':
      return live.keepNote(runId, photosLost(event.paths, runId, live));
    case 'warning':
      return live.keepNote(runId, warningNote(event.message, live.lastStep(runId)?.step ?? 0));
    default:
      return undefined;
  }
}

function tellStep(
  event: Extract<CoreEvent, { type: 'training-step' }>,
  memoryBytes: number,
  runId: number,
  live: LiveRuns,
): void {
  const { step, losses, secondsPerStep, dataFraction, diskFraction, etaSeconds } = event;
  const rates = { secondsPerStep, dataFraction, diskFraction, etaSeconds, memoryBytes };
  live.tell(runId, { type: 'step', step, losses, ...rates });
}
