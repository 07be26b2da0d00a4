import { expect, test } from 'vitest';
import type { RunInfo } from '../../../core/contract/training-contract.ts';
import { figuresOf } from './figures.ts';

const info = (given: Partial<RunInfo>): RunInfo =>
  ({
    ...{ step: 1200, steps: 4000, state: 'running', options: { batch: 2 } },
    ...{ secondsPerStep: null, dataFraction: null, memoryBytes: null, etaSeconds: null },
    ...given,
  }) as RunInfo;

test('figures: before the first step there is a step and nothing else', () => {
  expect(figuresOf(info({}), null)).toEqual(['Step 1,200 of 4,000']);
});

test('figures: a training that runs tells its pace, memory, wait and time left', () => {
  const pace = { step: 1201, secondsPerStep: 0.4, dataFraction: 0.034, etaSeconds: 7800, memoryBytes: 6.1e9 };
  expect(figuresOf(info({}), pace)).toEqual([
    ...['Step 1,201 of 4,000', '2.5 steps/s', '10 pictures/s'], // 4 pictures in 0.4 s
    ...['6.1 GB of memory', '3 % waiting for photos', '2 h 10 min left'],
  ]);
});

test('figures: slow steps are told in seconds, and one that stands still tells its pace alone', () => {
  const still = { state: 'paused', secondsPerStep: 3.2, memoryBytes: 5e8, dataFraction: 0.5 } as const;
  expect(figuresOf(info(still), null)).toEqual(['Step 1,200 of 4,000', '3.2 s a step', '1.3 pictures/s']);
});
