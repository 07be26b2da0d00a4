import type { RunCard } from '../../core/contract/training-contract.ts';

export type RunState = RunCard['state'];

/** The state of a run in a word. */
export const stateWords: Readonly<Record<RunState, string>> = {
  queued: 'Waiting',
  running: 'Training',
  paused: 'Paused',
  interrupted: 'Interrupted',
  finished: 'Finished',
  cancelled: 'Cancelled',
  failed: 'Stopped by a problem',
};

/** How a state is coloured; the word stands beside it. */
export const stateLooks: Readonly<Record<RunState, 'busy' | 'good' | 'warn' | 'bad' | 'calm'>> = {
  queued: 'calm',
  running: 'busy',
  paused: 'calm',
  interrupted: 'warn',
  finished: 'good',
  cancelled: 'calm',
  failed: 'bad',
};
