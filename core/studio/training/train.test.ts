import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TestHouse } from '../house-stand-in.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { addDataset, call, endOf, openTraining, startTiny, watchUntil } from './training-house-stand-in.ts';

const hashOf = ({ house }: TestHouse, run: string, step: number) => {
  const folder = join(house.library.runs, run, 'checkpoints', `step-${String(step).padStart(6, '0')}`);
  return createHash('sha256')
    .update(readFileSync(join(folder, 'state.safetensors')))
    .digest('hex');
};

test('training: options that the method refuses make no run', async () => {
  const test = await openTraining();
  await addDataset(test);
  await expect(startTiny(test, { size: 25 })).rejects.toMatchObject({ reason: 'unsuitable-size' });
  expect(test.areas.training.list(undefined, call)).toEqual([]);
});

test('training: a name that is taken is refused', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await startTiny(test, { steps: 1 });
  await expect(startTiny(test, { steps: 1 })).rejects.toMatchObject({ reason: 'output-exists' });
  await endOf(test, run);
});

test('training: a run is watched from its first step to its end, and its record can be read', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await startTiny(test, { steps: 6 });
  const told = await watchUntil(test, run.id, (news) => news.type === 'state' && news.state === 'finished');
  const types = told.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['checkpoint', 'sample', 'stage', 'state', 'step']));
  expect(await endOf(test, run)).toMatchObject({ state: 'finished', summary: 'Trained to step 6' });
  const info = await test.areas.training.get({ runId: run.id }, call);
  expect(info).toMatchObject({ state: 'finished', step: 6, dataset: 'set v1', samples: [0, 6], gaps: [] });
  expect(info.sheet).toEqual({ columns: ['A', 'A→B', 'A→B→A', 'B', 'B→A', 'B→A→B'], rows: 1 });
  expect(info.checkpoints.map(({ step }) => step)).toEqual([2, 4, 6]);
  expect(info.curves.map(({ name }) => name)).toContain('cycleX');
  const losses = await test.areas.training.losses({ runId: run.id, fromStep: 0, points: 10 }, call);
  expect(losses.steps).toEqual([1, 2, 3, 4, 5, 6]);
  expect(losses.values['cycleX']).toHaveLength(6);
  const sheet = await test.pictures['sample']!([String(run.id), '6'], call.signal);
  expect(sheet).toMatchObject({ contentType: 'image/webp' });
});

test('training: S-68 a run that is paused, survives a restart and goes on equals one that never stopped, bit for bit', async () => {
  const root = temporaryFolder();
  const first = await openTraining({ root });
  await addDataset(first);
  const whole = await startTiny(first, { steps: 60 }, 'whole');
  await endOf(first, whole);
  const run = await startTiny(first, { steps: 60 }, 'paused');
  await watchUntil(first, run.id, (news) => news.type === 'step');
  await first.areas.training.pause({ runId: run.id }, call);
  expect(await endOf(first, run)).toMatchObject({ state: 'paused' });
  const paused = await first.areas.training.get({ runId: run.id }, call);
  expect(paused.state).toBe('paused');
  expect(paused.step).toBeLessThan(60);
  expect(paused.checkpoints.at(-1)?.step).toBe(paused.step);
  await first.close();
  const second = await openTraining({ root });
  expect(second.areas.training.list(undefined, call)).toMatchObject([
    { name: 'paused', state: 'paused' },
    {},
  ]);
  const going = await second.areas.training.continue({ runId: run.id }, call);
  expect(await endOf(second, going)).toMatchObject({ state: 'finished' });
  expect(hashOf(second, 'paused', 60)).toBe(hashOf(second, 'whole', 60));
  expect((await second.areas.training.get({ runId: run.id }, call)).gaps).toMatchObject([
    { step: paused.step },
  ]);
});

test('training: S-69 a process that dies is started again from the last checkpoint, and the run goes on', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await startTiny(test, { steps: 200 });
  await watchUntil(test, run.id, (news) => news.type === 'checkpoint');
  for (const pid of test.house.engines.processIds()) process.kill(pid, 'SIGKILL');
  const told = await watchUntil(test, run.id, (news) => news.type === 'retry');
  expect(told.at(-1)).toEqual({ type: 'retry', fromStep: 50, seconds: 2, attempt: 1, attempts: 3 });
  expect(test.house.queue.get(run.jobId!).stage).toMatch(/Trying again from step 50 in 2 s \(1 of 3\)/);
  const askedMs = performance.now();
  await test.areas.training.retryNow({ runId: run.id }, call);
  await watchUntil(test, run.id, (news) => news.type === 'state' && news.state === 'running');
  expect(performance.now() - askedMs, 'it did not wait any longer').toBeLessThan(1900);
  expect(await endOf(test, run)).toMatchObject({ state: 'finished' });
});

test('training: stopping finishes the run at that step with its translators', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await startTiny(test, { steps: 5000 });
  await watchUntil(test, run.id, (news) => news.type === 'step');
  await test.areas.training.stop({ runId: run.id }, call);
  expect(await endOf(test, run)).toMatchObject({ state: 'finished' });
  const info = await test.areas.training.get({ runId: run.id }, call);
  expect(info.state).toBe('finished');
  expect(info.step).toBeLessThan(5000);
  expect(info.styles).toMatchObject([{ name: 'look', step: info.step }]);
  await expect(test.areas.training.continue({ runId: run.id }, call)).rejects.toMatchObject({
    reason: 'run-finished',
  });
});

test('training: a paused run is stopped at its newest checkpoint', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await startTiny(test, { steps: 5000 });
  await watchUntil(test, run.id, (news) => news.type === 'step');
  await test.areas.training.pause({ runId: run.id }, call);
  await endOf(test, run);
  await test.areas.training.stop({ runId: run.id }, call);
  expect(await test.areas.training.get({ runId: run.id }, call)).toMatchObject({ state: 'finished' });
});

test('training: a discarded run is gone until that is undone', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await startTiny(test, { steps: 5000 });
  await watchUntil(test, run.id, (news) => news.type === 'step');
  await test.areas.training.discard({ runId: run.id }, call);
  expect(test.areas.training.list(undefined, call)).toEqual([]);
  expect(existsSync(join(test.house.library.runs, 'look'))).toBe(true);
  await test.house.actions.undo();
  expect(test.areas.training.list(undefined, call)).toMatchObject([{ id: run.id, name: 'look' }]);
});

test('training: S-67 cancelled from the queue before its first checkpoint, a run goes into the trash', async () => {
  const test = await openTraining();
  await addDataset(test);
  const before = await startTiny(test, { steps: 5000 });
  const waiting = await startTiny(test, { steps: 5000 }, 'waiting');
  expect(waiting.state).toBe('queued');
  test.house.queue.cancel(waiting.jobId!);
  expect(await endOf(test, waiting)).toMatchObject({ state: 'cancelled' });
  expect(test.areas.training.list(undefined, call)).toMatchObject([{ name: 'look' }]);
  test.house.queue.cancel(before.jobId!);
  await endOf(test, before);
});

test('training: S-68 what a killed app leaves is an interrupted run that goes on', async () => {
  const root = temporaryFolder();
  const first = await openTraining({ root });
  await addDataset(first);
  const run = await startTiny(first, { steps: 30 });
  await endOf(first, run);
  // As a kill leaves the rows: running, with nobody who runs them.
  first.house.catalog.runs.update(run.id, { state: 'running' });
  await first.close();
  const second = await openTraining({ root });
  const [found] = await second.areas.training.list(undefined, call);
  expect(found).toMatchObject({ state: 'interrupted' });
  const going = await second.areas.training.continue({ runId: run.id }, call);
  expect(await endOf(second, going)).toMatchObject({ state: 'finished' });
});

test('training: a lower learning rate is taken up by a training that runs, from a checkpoint, and is noted', async () => {
  const root = temporaryFolder();
  const test = await openTraining({ root });
  await addDataset(test);
  const run = await startTiny(test, { steps: 5000 });
  await watchUntil(test, run.id, (news) => news.type === 'step');
  await test.areas.training.continue({ runId: run.id, learningRate: 0.0001 }, call);
  await watchUntil(test, run.id, (news) => news.type === 'step');
  await test.areas.training.pause({ runId: run.id }, call);
  await endOf(test, run);
  await test.close();
  const second = await openTraining({ root });
  const info = await second.areas.training.get({ runId: run.id }, call);
  expect(info.options).toMatchObject({ learningRate: 0.0001 });
  expect(info.notes).toMatchObject([{ text: 'The learning rate is 0.0001 from here on.', level: 'note' }]);
  expect(info.gaps).toHaveLength(1);
});
