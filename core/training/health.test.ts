import { expect, test } from 'vitest';
import { curveOf } from './curves.ts';
import {
  collapsed,
  copies,
  criticWins,
  cycleDoesNotFall,
  diverged,
  generatorLoses,
  healthNotes,
  learningRateIsZero,
  waitsForPhotos,
  type LossPoint,
  type RunHealth,
} from './health.ts';

/** Points every 100 steps, 100 to 2000, of a run of 2000 steps: a condition has to hold for 200. */
const run = (losses: (step: number) => LossPoint['losses'], given: Partial<RunHealth> = {}): RunHealth => ({
  points: Array.from({ length: 20 }, (_, i) => ({ step: 100 * (i + 1), losses: losses(100 * (i + 1)) })),
  steps: 2000,
  lambdaCycle: 10,
  isDecaying: true,
  wait: null,
  spreads: [],
  divergedAt: null,
  ...given,
});

test('health: a run without a step has nothing to tell', () => {
  expect(healthNotes({ ...run(() => ({})), points: [] })).toEqual([]);
});

test('health: a critic is winning once its loss was below 0.02 for 200 steps', () => {
  // below from 500 to 900, so for 400 steps; long enough at 700
  const notes = criticWins(run((step) => ({ discriminatorY: step >= 500 && step <= 900 ? 0.01 : 0.2 })));
  expect(notes).toMatchObject([{ step: 700, level: 'warning' }]);
  expect(notes[0]?.text).toBe('Critic, B: it is winning (loss below 0.02 for 400 steps).');
});

test('health: a critic that wins for 100 steps is nothing to tell', () => {
  expect(criticWins(run((step) => ({ discriminatorY: step === 500 || step === 600 ? 0.01 : 0.2 })))).toEqual(
    [],
  );
});

test('health: a generator loses when every fake is seen through for 200 steps', () => {
  // above 0.9 from 100 on: long enough at 300, and 1900 steps in all
  const notes = generatorLoses(run(() => ({ adversarialG: 0.95 })));
  expect(notes).toMatchObject([
    { step: 300, text: 'Fooling the critic, A → B: it has not managed to for 1900 steps.' },
  ]);
});

test('health: the cycle has to fall below 95 % of where it began', () => {
  // first quarter: 100 to 500, mean of 2 x 3.0 = 6; last quarter: 1600 to 2000, mean of 2 x 2.9 = 5.8 > 5.7
  const flat = run((step) => ({ cycleX: step <= 500 ? 3 : 2.9, cycleY: step <= 500 ? 3 : 2.9 }));
  expect(cycleDoesNotFall(flat)).toMatchObject([{ step: 2000, level: 'warning' }]);
  // 2 x 2.8 = 5.6 < 5.7
  expect(
    cycleDoesNotFall(run((step) => ({ cycleX: step <= 500 ? 3 : 2.8, cycleY: step <= 500 ? 3 : 2.8 }))),
  ).toEqual([]);
});

test('health: a cycle of almost 0 means that nothing is changed', () => {
  // the limit is 0.01 x lambdaCycle 10 = 0.1
  expect(copies(run(() => ({ cycleX: 0.09, cycleY: 0.09 })))).toMatchObject([{ step: 300 }]);
  expect(copies(run(() => ({ cycleX: 0.09, cycleY: 0.11 })))).toEqual([]);
});

test('health: translations that stay alike whatever goes in have collapsed', () => {
  // A sample each 250 steps; a condition has to hold for 200, and nothing before step 200 counts.
  const spreads = [0, 250, 500, 750].map((step) => ({ step, aToB: step < 500 ? 0.8 : 0.1, bToA: null }));
  expect(collapsed(run(() => ({}), { spreads }))).toMatchObject([{ step: 750, action: 'stop' }]);
  expect(collapsed(run(() => ({}), { spreads: spreads.slice(0, 3) }))).toEqual([]);
  const varied = spreads.map((one) => ({ ...one, aToB: 0.13 }));
  expect(collapsed(run(() => ({}), { spreads: varied }))).toEqual([]);
});

test('health: waiting for half of the time is nothing to tell yet', () => {
  const wait = { dataFraction: 0.5, diskFraction: 0.5 };
  expect(waitsForPhotos(run(() => ({}), { wait }))).toEqual([]);
});

test('health: a long wait is the disk’s when most of it is reading, and else that of decoding', () => {
  const textFor = (diskFraction: number) =>
    waitsForPhotos(run(() => ({}), { wait: { dataFraction: 0.6, diskFraction } }));
  expect(textFor(0.4)).toMatchObject([
    { step: 2000, level: 'note', text: 'You are waiting for the disk, not the processor: 60 % of the time.' },
  ]);
  expect(textFor(0.1)).toMatchObject([
    { text: 'You are waiting for photos to be decoded, not for the networks: 60 % of the time.' },
  ]);
});

test('health: the learning rate is 0 after the last step, unless it never falls', () => {
  expect(learningRateIsZero(run(() => ({})))).toMatchObject([{ step: 2000 }]);
  expect(learningRateIsZero(run(() => ({}), { isDecaying: false }))).toEqual([]);
  expect(learningRateIsZero(run(() => ({}), { steps: 2001 }))).toEqual([]);
});

test('health: a run that diverged is a problem at that step', () => {
  expect(diverged(run(() => ({}), { divergedAt: 12_310 }))).toMatchObject([
    { step: 12_310, level: 'problem' },
  ]);
});

test('curves: the losses of CycleGAN say which way is good', () => {
  expect(curveOf('cycleX')).toMatchObject({ label: 'There and back again, A', reading: 'should fall' });
  expect(curveOf('discriminatorX')).toMatchObject({
    group: 'discriminators',
    reading: 'will swing; this is normal',
  });
  expect(curveOf('adversarialF')).toMatchObject({ group: 'generators', label: 'Fooling the critic, B → A' });
});
