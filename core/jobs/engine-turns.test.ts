import { expect, test } from 'vitest';
import { standInEngines, untilDone } from './engine-stand-in.ts';
import type { EngineName } from './engines.ts';

/** Starts the task that tells its steps until it is asked to end. */
function stepping(engines: ReturnType<typeof standInEngines>, engine: EngineName) {
  const told: number[] = [];
  const waiting = new Map<number, () => void>();
  let end: () => void = () => undefined;
  const done = engines.run(engine, 'steps', null, {
    ...untilDone(),
    onStart: (send) => (end = () => send('enough')),
    onNews: (step) => {
      told.push(step);
      waiting.get(step)?.();
    },
  });
  const reaches = (step: number) =>
    told.length >= step ? Promise.resolve() : new Promise<void>((resolve) => waiting.set(step, resolve));
  return { told, done, reaches, end: () => end() };
}

test('S-70 a training waits between two steps while a preview works', async () => {
  const engines = standInEngines();
  const training = stepping(engines, 'trainer');
  await training.reaches(2);
  const preview = stepping(engines, 'preview');
  await preview.reaches(20);
  const atTwenty = training.told.length;
  await preview.reaches(60);
  expect(training.told.length).toBe(atTwenty);
  preview.end();
  await training.reaches(atTwenty + 1);
  training.end();
  expect(await training.done).toBe(training.told.length);
});

test('S-70 a training has a turn now and then while translations run without end', async () => {
  const engines = standInEngines({ heldMs: 100, turnMs: 50 });
  const training = stepping(engines, 'trainer');
  await training.reaches(2);
  const translation = stepping(engines, 'translator');
  await translation.reaches(2);
  await training.reaches(training.told.length + 10);
  translation.end();
  training.end();
  await Promise.all([translation.done, training.done]);
});
