import { expect, test } from 'vitest';
import { StepClock } from './step-clock.ts';

const step = (seconds: number, dataSeconds: number, readingShare = 1) => ({
  ...{ seconds, dataSeconds, readingShare },
});

function paceOf(times: readonly ReturnType<typeof step>[]) {
  const clock = new StepClock();
  times.forEach((one) => clock.add(one));
  return clock.pace;
}

test('step clock: steps that take no time are no wait', () => {
  expect(paceOf([step(0, 0), step(0, 0)])).toMatchObject({ dataFraction: 0, diskFraction: 0 });
});

test('step clock: the wait before the first step is not the pace', () => {
  expect(paceOf([step(5, 4.9), step(1, 0)]).dataFraction).toBe(0);
});

test('step clock: the share is that of the time, not the mean of shares', () => {
  // (0 + 8) s waited of (1 + 9) s
  expect(paceOf([step(1, 1), step(1, 0), step(9, 8)]).dataFraction).toBeCloseTo(0.8, 9);
});

test('step clock: of the wait, the part that was reading is the disk’s', () => {
  // 0.5 s of 1 s waited, a tenth of it for the disk
  expect(paceOf([step(1, 0), step(1, 0.5, 0.1)]).diskFraction).toBeCloseTo(0.05, 9);
});

test('step clock: one slow step does not upset the time of a step, and old ones are forgotten', () => {
  const steps = [step(1, 1), ...Array.from({ length: 60 }, () => step(2, 0)), step(100, 0)];
  expect(paceOf([step(1, 0), step(1, 1), ...steps])).toMatchObject({ secondsPerStep: 2, dataFraction: 0 });
});
