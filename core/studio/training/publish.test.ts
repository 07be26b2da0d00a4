import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { changeRunOptions } from '../../checkpoint/run-folder.ts';
import { addDataset, call, endOf, openTraining, startTiny, watchUntil } from './training-house-stand-in.ts';

const card = { licence: 'CC0', notes: 'For evenings.' };

test('publishing: a run without a checkpoint has nothing to publish', async () => {
  const test = await openTraining();
  await addDataset(test);
  const first = await startTiny(test, { steps: 5000 });
  const waiting = await startTiny(test, { steps: 5000 }, 'waiting');
  const publish = test.areas.training.publish({ runId: waiting.id, step: null, name: 'Dusk', ...card }, call);
  await expect(publish).rejects.toMatchObject({ reason: 'no-checkpoint' });
  test.house.queue.cancel(first.jobId!);
  await endOf(test, first);
});

test('publishing: while a training goes on, a checkpoint is made now and becomes a style with both directions', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await startTiny(test, { steps: 100_000 });
  await watchUntil(test, run.id, (news) => news.type === 'step');
  const made = await test.areas.training.publish({ runId: run.id, step: null, name: 'Dusk', ...card }, call);
  expect(made.directions).toEqual(['a-to-b', 'b-to-a']);
  expect(made.largestDifference).toBeLessThan(1e-4);
  const { catalog, library } = test.house;
  expect(catalog.styles.get(made.styleId)).toMatchObject({ name: 'Dusk', origin: 'trained', ...card });
  const files = catalog.translators.ofStyle(made.styleId).map(({ file }) => resolve(library.root, file));
  expect(files.map((file) => existsSync(file))).toEqual([true, true]);
  const info = await test.areas.training.get({ runId: run.id }, call);
  expect(info.state).toBe('running');
  expect(info.styles).toMatchObject([{ id: made.styleId, name: 'Dusk' }]);
  // Again from a later checkpoint under the same name: the same style, with the newer look.
  await test.areas.training.bookmark({ runId: run.id, step: null }, call);
  const again = await test.areas.training.publish({ runId: run.id, step: null, name: 'Dusk', ...card }, call);
  expect(again.styleId).toBe(made.styleId);
  expect(catalog.translators.ofStyle(made.styleId)).toHaveLength(2);
  await test.areas.training.pause({ runId: run.id }, call);
  await endOf(test, run);
});

test('bookmarks: "now" keeps a checkpoint that the run would have removed, until it is taken away', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await startTiny(test, { steps: 100_000 });
  const { bookmark, unbookmark, get, pause } = test.areas.training;
  const steps = async () => (await get({ runId: run.id }, call)).checkpoints;
  await watchUntil(test, run.id, (news) => news.type === 'step');
  await bookmark({ runId: run.id, step: null }, call);
  const [first] = await steps();
  expect(first?.isBookmarked).toBe(true);
  for (let i = 0; i < 4; i++) await bookmark({ runId: run.id, step: null }, call);
  const later = await steps();
  expect(later.map(({ isBookmarked }) => isBookmarked)).toEqual([true, true, true, true, true]);
  for (const { step } of later.slice(0, 2)) await unbookmark({ runId: run.id, step }, call);
  await pause({ runId: run.id }, call);
  await endOf(test, run);
  const kept = (await steps()).map(({ step }) => step);
  expect(kept).not.toContain(first?.step);
  await expect(bookmark({ runId: run.id, step: first!.step }, call)).rejects.toMatchObject({
    reason: 'no-checkpoint',
  });
  expect(existsSync(join(test.house.library.runs, 'look', 'bookmarks.json'))).toBe(true);
});

test('training: one that diverges fails with the step that is good, and goes on from it at a lower rate', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await startTiny(test, { steps: 100_000 });
  const { pause, get } = test.areas.training;
  await watchUntil(test, run.id, (news) => news.type === 'step');
  await pause({ runId: run.id }, call);
  await endOf(test, run);
  const { step } = await get({ runId: run.id }, call);
  const folder = join(test.house.library.runs, 'look');
  await changeRunOptions(folder, { lambdaCycle: 1e39 }); // too large for 32 bits
  await test.areas.training.continue({ runId: run.id }, call);
  expect(await endOf(test, run)).toMatchObject({ state: 'failed', failure: { code: 'D-TRN-001' } });
  const failed = await get({ runId: run.id }, call);
  expect(failed.failure?.message).toBe(
    `Training went wrong at step ${step + 1} (not a number). Nothing is lost: checkpoint ${step} is good. Go back to it and lower the learning rate, or stop.`,
  );
  expect(failed).toMatchObject({ state: 'failed', notes: [{ step: step + 1, level: 'problem' }] });
  await changeRunOptions(folder, { lambdaCycle: 10 });
  const going = await test.areas.training.continue({ runId: run.id, learningRate: 0.0001 }, call);
  expect(going).toMatchObject({ state: 'running', failure: null });
  await watchUntil(test, run.id, (news) => news.type === 'step');
  expect((await get({ runId: run.id }, call)).options['learningRate']).toBe(0.0001);
  await pause({ runId: run.id }, call);
  expect(await endOf(test, run)).toMatchObject({ state: 'paused' });
});
