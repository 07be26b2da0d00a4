import { expect, test } from 'vitest';
import { compareCase } from './compare.ts';
import { ownFigures } from './own-figures.ts';
import { turnOrder } from './run-benchmark.ts';
import { peerTaking, trialAgainst } from './trials-stand-in.ts';

test('comparison: a peer that never answered is left out', () => {
  expect(compareCase([trialAgainst(undefined)], ['broken'])).toEqual([]);
});

test('comparison: a trial without the peer does not count', () => {
  const [train] = compareCase([trialAgainst(undefined), trialAgainst(peerTaking(4))], ['peer']);
  expect(train!.ratio).toEqual({ median: 2, min: 2, max: 2, count: 1 }); // 4 s / 2 s
});

test('comparison: speed is the peer over us, memory is us over the peer', () => {
  const ratios = compareCase([trialAgainst(peerTaking(3, 4, 50))], ['peer']).map(({ ratio }) => ratio.median);
  expect(ratios).toEqual([1.5, 4, 2]); // 3 / 2, 4 / 1, 100 / 50
});

test('comparison: the median of the paired ratios decides whether the target is met', () => {
  const trials = [1, 1.5, 1.8].map((seconds) => trialAgainst(peerTaking(seconds, 1.5)));
  const [train, translate] = compareCase(trials, ['peer']);
  expect(train).toMatchObject({ target: { atLeast: 0.8 }, isMet: false }); // 0.5, 0.75, 0.9
  expect(translate).toMatchObject({ target: { atLeast: 1.2 }, isMet: true }); // 1.5
});

test('own figures: what failed in every trial is left out', () => {
  const names = ownFigures([trialAgainst()]).map(({ name }) => name);
  expect(names.some((name) => name.startsWith('start: training step'))).toBe(false);
  expect(names).toContain('start: `diptych --version`');
});

test('own figures: a sheet every 50 steps counts into what the trainer adds', () => {
  const figure = ownFigures([trialAgainst()]).find(({ name }) => name.endsWith('every 50 steps'));
  // (50 x 2.1 s x 0.04 + 7 s) / (50 x 2.1 s + 7 s) = 11.2 / 112
  expect(figure!.spread.median).toBeCloseTo(0.1, 12);
  expect(figure!.isMet).toBe(false);
});

test('turn order: who begins moves on from trial to trial', () => {
  expect([0, 1, 2, 3].map((trial) => turnOrder(3, trial))).toEqual([
    [0, 1, 2],
    [1, 2, 0],
    [2, 0, 1],
    [0, 1, 2],
  ]);
});
