import type { HealthNote, RunInfo } from '../../../core/contract/training-contract.ts';
import type { RunActions } from './run-actions.ts';

/** Where a note can lead to, beyond the run itself. */
export interface NotePlaces {
  readonly actions: RunActions;
  readonly data: () => void;
  readonly plan: () => void;
  readonly results: () => void;
  readonly space: () => void;
  readonly files: (note: HealthNote) => void;
}

export interface NoteAction {
  readonly label: string;
  readonly run: () => void;
}

type Action = NonNullable<HealthNote['action']>;
type Make = (note: HealthNote, info: RunInfo, places: NotePlaces) => NoteAction | undefined;

const made: Readonly<Record<Action, Make>> = {
  'lower-rate': (_, info, places) => lowerRate(info, places),
  stop: (_, info, { actions }) =>
    isOver(info) ? undefined : { label: 'End the training', run: actions.stop },
  data: (_, __, { data }) => ({ label: 'Look at the photos', run: data }),
  plan: (_, __, { plan }) => ({ label: 'Plan another', run: plan }),
  results: (_, { state }, { results }) =>
    state === 'finished' ? { label: 'See the results', run: results } : undefined,
  files: (note, _, { files }) => ({ label: 'Show', run: () => files(note) }),
  space: (_, __, { space }) => ({ label: 'Show space', run: space }),
};

/** What a person can do about a note now; undefined where there is nothing to do, or no longer. */
export function noteAction(note: HealthNote, info: RunInfo, places: NotePlaces): NoteAction | undefined {
  return note.action === null ? undefined : made[note.action](note, info, places);
}

/** A note takes the place of the one of its kind. */
export function withNote(info: RunInfo | null, note: HealthNote): RunInfo | null {
  return info && { ...info, notes: [...info.notes.filter(({ kind }) => kind !== note.kind), note] };
}

function lowerRate(info: RunInfo, { actions }: NotePlaces): NoteAction | undefined {
  const rate = info.options['learningRate'];
  // What went wrong has the same button in the banner above.
  if (isOver(info) || info.state === 'failed' || typeof rate !== 'number') return undefined;
  return { label: 'Go on with half the learning rate', run: () => actions.continue(rate / 2) };
}

function isOver({ state, checkpoints }: RunInfo): boolean {
  return state === 'finished' || state === 'cancelled' || checkpoints.length === 0;
}
