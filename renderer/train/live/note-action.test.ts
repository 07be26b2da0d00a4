import { expect, test } from 'vitest';
import type { HealthNote, RunInfo } from '../../../core/contract/training-contract.ts';
import { noteAction, type NotePlaces } from './note-action.ts';

const note = (action: HealthNote['action']): HealthNote => ({
  ...{ kind: 'any', step: 1, level: 'warning', text: '', explanation: '', files: [] },
  action,
});
const info = (state: RunInfo['state'], checkpoints = [{ step: 1, isBookmarked: false, sizeBytes: 1 }]) =>
  ({ state, checkpoints, options: { learningRate: 0.0002 } }) as unknown as RunInfo;

function places(): { told: unknown[]; places: NotePlaces } {
  const told: unknown[] = [];
  const tell = (what: string) => (value?: unknown) => void told.push([what, value]);
  const actions = {
    ...{ pause: tell('pause'), stop: tell('stop'), retryNow: tell('now') },
    ...{ continue: tell('continue'), bookmark: tell('bookmark'), unbookmark: tell('unbookmark') },
  };
  const [data, plan, results] = [tell('data'), tell('plan'), tell('results')];
  return { told, places: { actions, data, plan, results, space: tell('space'), files: tell('files') } };
}

test('note action: a finished training has no rate to lower and nothing to end', () => {
  const { places: all } = places();
  expect(noteAction(note('lower-rate'), info('finished'), all)).toBeUndefined();
  expect(noteAction(note('stop'), info('finished'), all)).toBeUndefined();
});

test('note action: a training without a checkpoint has nothing to go back to', () => {
  expect(noteAction(note('lower-rate'), info('running', []), places().places)).toBeUndefined();
});

test('note action: half the learning rate', () => {
  const { told, places: all } = places();
  noteAction(note('lower-rate'), info('running'), all)!.run();
  expect(told).toEqual([['continue', 0.0001]]);
});

test('note action: photos that were lost are shown with their names', () => {
  const { told, places: all } = places();
  const lost = { ...note('files'), files: ['a/1.png'] };
  noteAction(lost, info('finished'), all)!.run();
  expect(told).toEqual([['files', lost]]);
});
