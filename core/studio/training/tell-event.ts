import type { CoreEvent } from '../../contract/events.ts';
import type { LiveRuns } from './live-runs.ts';

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
    case 'images-lost':
      return tellLost(event.paths.length, runId, live);
    case 'warning':
      return tellNote(event.message, 'A part of the run could not be used as it was.', runId, live);
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
  const { step, losses, secondsPerStep, dataSeconds, etaSeconds } = event;
  const share = secondsPerStep > 0 ? Math.min(1, dataSeconds / secondsPerStep) : 0;
  const before = live.lastStep(runId)?.dataFraction ?? share;
  const dataFraction = 0.9 * before + 0.1 * share; // one slow picture is no news
  const rates = { secondsPerStep, dataFraction, etaSeconds, memoryBytes };
  live.tell(runId, { type: 'step', step, losses, ...rates });
}

function tellLost(count: number, runId: number, live: LiveRuns): void {
  const photos = count === 1 ? '1 photo can' : `${count} photos can`;
  const explanation =
    'They were moved, deleted or damaged since the dataset was frozen. Others of the same side take their places. Code D-TRN-002.';
  tellNote(`${photos} no longer be read; training goes on without them.`, explanation, runId, live);
}

function tellNote(text: string, explanation: string, runId: number, live: LiveRuns): void {
  const step = live.lastStep(runId)?.step ?? 0;
  live.keepNote(runId, { step, level: 'warning', text, explanation });
}
