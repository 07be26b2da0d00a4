import { expect, test } from 'vitest';
import { LoopClock } from './loop-clock.ts';

test('loop clock: what lies between steps is told apart from the steps, the first one left out', async () => {
  const times = [0, 50, 51, 51.5, 60, 60.5, 61, 71, 72, 75];
  const clock = new LoopClock(() => times.shift()!);
  for (let step = 0; step < 3; step++) {
    await clock.timeStep(async () => undefined);
    clock.stepEnded(0.25);
  }
  clock.sheetEnded();
  const line = clock.line();
  expect(line.loop_s_per_step).toBe(10.5); // from 51 to 72, two steps
  expect(line.step_s_in_loop).toBe(9.25); // 8.5 and 10
  expect(line.outside_fraction).toBeCloseTo(2.5 / 21, 12);
  expect(line.data_fraction).toBeCloseTo(0.5 / 21, 12);
  expect(line.sheet_s).toBe(3);
});
