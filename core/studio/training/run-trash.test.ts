import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { lockRun } from '../../catalog/run-lock.ts';
import { noSystemTrash } from '../../files/system-trash.ts';
import { testTrash } from '../../files/system-trash-stand-in.ts';
import type { RunCard } from '../../contract/training-contract.ts';
import { bytesBelow } from '../../files/bytes-below.ts';
import { emptied, type TestHouse } from '../house-stand-in.ts';
import { addDataset, call, endOf, openTraining, startTiny } from './training-house-stand-in.ts';

async function trained(test: TestHouse, name = 'look'): Promise<RunCard> {
  const run = await startTiny(test, { steps: 2 }, name);
  await endOf(test, run);
  return run;
}

const empty = (test: TestHouse) => emptied(test.areas.training.emptyTrash(undefined, call));

/** A finished run that was discarded. */
async function discarded(test: TestHouse): Promise<RunCard> {
  await addDataset(test);
  const run = await trained(test);
  await test.areas.training.discard({ runId: run.id }, call);
  return run;
}

const folderOf = ({ house }: TestHouse, { name }: RunCard) => join(house.library.runs, name);

test('the trash of runs: what is not in it cannot be restored, and is not removed', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await trained(test);
  const restore = async () => test.areas.training.restore({ runId: run.id }, call);
  await expect(restore()).rejects.toMatchObject({ reason: 'run-not-found' });
  expect(await empty(test)).toMatchObject({ removed: 0, trashed: { items: 0 }, deleted: { items: 0 } });
  expect(existsSync(folderOf(test, run))).toBe(true);
});

test('the trash of runs: a run is seen there, restored, and that is undone', async () => {
  const test = await openTraining();
  const run = await discarded(test);
  expect(await test.areas.training.trash(undefined, call)).toMatchObject([{ id: run.id, state: 'finished' }]);
  await test.areas.training.restore({ runId: run.id }, call);
  expect(await test.areas.training.list(undefined, call)).toMatchObject([{ id: run.id }]);
  await test.house.actions.undo();
  expect(await test.areas.training.trash(undefined, call)).toMatchObject([{ id: run.id }]);
});

test('the trash of runs: emptied, it puts what was told before into the trash of the system; the published style stays', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await trained(test);
  const card = { runId: run.id, step: null, name: 'Dusk', licence: 'CC0', notes: '' };
  const { styleId } = await test.areas.training.publish(card, call);
  await test.areas.training.discard({ runId: run.id }, call);
  const bytes = await bytesBelow(folderOf(test, run));
  const size = { count: 1, bytes, fate: 'system-trash' };
  expect(await test.areas.training.trashSize(undefined, call)).toEqual(size);
  expect(await empty(test)).toMatchObject({ removed: 1, total: 1, trashed: { items: 1, bytes } });
  const { catalog, library } = test.house;
  expect(readdirSync(library.runs)).toEqual([]);
  expect(catalog.runs.list()).toEqual([]);
  expect(await test.house.actions.undo()).toBeNull();
  const files = catalog.translators.ofStyle(styleId).map(({ file }) => resolve(library.root, file));
  expect(files.map((file) => existsSync(file))).toEqual([true, true]);
});

test('the trash of runs: what a style whose file is gone can be published from stays', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await trained(test);
  const card = { runId: run.id, step: null, name: 'Dusk', licence: 'CC0', notes: '' };
  const { styleId } = await test.areas.training.publish(card, call);
  await test.areas.training.discard({ runId: run.id }, call);
  const { file } = test.house.catalog.translators.ofStyle(styleId)[0]!;
  rmSync(resolve(test.house.library.root, file));
  expect(await test.areas.training.trashSize(undefined, call)).toMatchObject({ count: 0, bytes: 0 });
  expect(await empty(test)).toMatchObject({ removed: 0, trashed: { items: 0 }, deleted: { items: 0 } });
  expect(existsSync(folderOf(test, run))).toBe(true);
});

test('the trash of runs: a run that another process trains stays', async () => {
  const test = await openTraining();
  const run = await discarded(test);
  const lock = lockRun(folderOf(test, run));
  expect(await empty(test)).toMatchObject({ removed: 0, trashed: { items: 0 }, deleted: { items: 0 } });
  lock.release();
  expect(await empty(test)).toMatchObject({ removed: 1 });
});

test('the trash of runs: a folder that lies elsewhere stays where it is', async () => {
  const test = await openTraining();
  await addDataset(test);
  const { catalog, library } = test.house;
  const elsewhere = join(library.root, 'mine');
  const run = await trained(test);
  renameSync(folderOf(test, run), elsewhere);
  catalog.runs.remove(run.id);
  const added = catalog.runs.add({
    ...{ name: 'mine', method: 'cyclegan', options: {}, datasetVersionId: null, folder: elsewhere, steps: 2 },
    state: 'finished',
  });
  catalog.runs.setTrashed(added.id, Date.now());
  expect(await empty(test)).toMatchObject({ removed: 1, trashed: { items: 0 }, deleted: { items: 0 } });
  expect(existsSync(elsewhere)).toBe(true);
});

test('the trash of runs: killed once the folder was out of the way, the next start forgets the run', async () => {
  const first = await openTraining();
  const run = await discarded(first);
  await first.close();
  rmSync(folderOf(first, run), { recursive: true });
  const test = await openTraining({ root: first.house.library.root });
  expect(await test.areas.training.trash(undefined, call)).toEqual([]);
});

test('the trash of runs: the folder lies in the trash of the system as one thing, and is a run again when put back', async () => {
  const first = await openTraining();
  const run = await discarded(first);
  const folder = folderOf(first, run);
  await empty(first);
  expect(first.trash.names()).toEqual(['look']);
  expect(first.trash.origins()).toEqual([folder]);
  await first.close();
  renameSync(join(first.trash.files, 'look'), folder);
  const test = await openTraining({ root: first.house.library.root });
  expect(await test.areas.training.list(undefined, call)).toMatchObject([
    { name: 'look', state: 'interrupted' },
  ]);
});

test('the trash of runs: without a trash of the system the folder is deleted, and that is told before and after', async () => {
  const trash = { ...testTrash(), trash: noSystemTrash };
  const test = await openTraining({ trash });
  const run = await discarded(test);
  expect(await test.areas.training.trashSize(undefined, call)).toMatchObject({ fate: 'no-trash' });
  expect(await empty(test)).toMatchObject({ removed: 1, deleted: { items: 1 }, isRefused: true });
  expect(existsSync(folderOf(test, run))).toBe(false);
  expect(readdirSync(test.house.library.runs)).toEqual([]);
});

test('the trash of runs: what is stopped before it began removes nothing', async () => {
  const test = await openTraining();
  const run = await discarded(test);
  const signal = AbortSignal.abort();
  expect(await emptied(test.areas.training.emptyTrash(undefined, { signal }))).toMatchObject({ removed: 0 });
  expect(await test.areas.training.trash(undefined, call)).toMatchObject([{ id: run.id }]);
});
