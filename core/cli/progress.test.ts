import { expect, test } from 'vitest';
import { createMeter, progressOf, renderProgress, type Progress } from './progress.ts';

const step = { label: 'dusk', unit: 'step', done: 3, total: 12 } satisfies Progress;

test('progress: nothing to do renders as no part done', () => {
  expect(renderProgress({ ...step, done: 0, total: 0 }, { barWidth: 4 })).toBe('dusk  [----]  0/0');
});

test('progress: a line is cut to the width of the terminal', () => {
  expect(renderProgress({ ...step, detail: 'x'.repeat(100) }, { columns: 20 })).toHaveLength(20);
});

test('progress: a bar shows the part that is done', () => {
  expect(renderProgress(step, { barWidth: 8 })).toBe('dusk  [##------]  3/12'); // 3/12 of 8
});

test('progress: rate and time left follow the count', () => {
  expect(renderProgress({ ...step, secondsPerUnit: 2, etaSeconds: 18 })).toBe(
    'dusk  3/12  2.00 s/step  ETA 0:18',
  );
});

test('progress: the meter knows no rate before two reports', () => {
  const meter = createMeter(() => 5);
  expect(meter(step).secondsPerUnit).toBeUndefined();
});

test('progress: the meter counts from its first report on', () => {
  let now = 5;
  const meter = createMeter(() => now);
  meter(step);
  now = 9;
  // 2 more in 4 s are 2 s each, 7 are left
  expect(meter({ ...step, done: 5 })).toMatchObject({ secondsPerUnit: 2, etaSeconds: 14 });
});

test('progress: work that measures itself keeps its figures', () => {
  const measured = { ...step, secondsPerUnit: 3, etaSeconds: 1 };
  const meter = createMeter(() => 0);
  expect([meter(measured), meter(measured)]).toEqual([measured, measured]);
});

test('progress: news are not progress', () => {
  expect(progressOf({ type: 'warning', message: 'x' })).toBeUndefined();
});

test('progress: a training step carries its losses', () => {
  const progress = progressOf({
    type: 'training-step',
    run: 'dusk',
    step: 3,
    steps: 12,
    losses: { cycleX: 1.23456 },
    secondsPerStep: 0.5,
    ...{ dataSeconds: 0, dataFraction: 0, diskFraction: 0 },
    etaSeconds: 4.5,
  });
  expect(progress).toMatchObject({ label: 'dusk', done: 3, total: 12, detail: 'cycleX 1.235' });
});
