import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { lockRun } from '../../catalog/run-lock.ts';
import type { RunCard } from '../../contract/training-contract.ts';
import { bytesBelow } from '../../files/bytes-below.ts';
import type { TestHouse } from '../house-stand-in.ts';
import { addDataset, call, endOf, openTraining, startTiny } from './training-house-stand-in.ts';

const nothing = { runs: 0, bytes: 0 };

async function trained(test: TestHouse, name = 'look'): Promise<RunCard> {
  const run = await startTiny(test, { steps: 2 }, name);
  await endOf(test, run);
  return run;
}

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
  expect(await test.areas.training.emptyTrash(undefined, call)).toEqual(nothing);
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

test('the trash of runs: emptied, it frees what was told before; the published style stays', async () => {
  const test = await openTraining();
  await addDataset(test);
  const run = await trained(test);
  const card = { runId: run.id, step: null, name: 'Dusk', licence: 'CC0', notes: '' };
  const { styleId } = await test.areas.training.publish(card, call);
  await test.areas.training.discard({ runId: run.id }, call);
  const told = { runs: 1, bytes: await bytesBelow(folderOf(test, run)) };
  expect(await test.areas.training.trashSize(undefined, call)).toEqual(told);
  expect(await test.areas.training.emptyTrash(undefined, call)).toEqual(told);
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
  expect(await test.areas.training.trashSize(undefined, call)).toEqual(nothing);
  expect(await test.areas.training.emptyTrash(undefined, call)).toEqual(nothing);
  expect(existsSync(folderOf(test, run))).toBe(true);
});

test('the trash of runs: a run that another process trains stays', async () => {
  const test = await openTraining();
  const run = await discarded(test);
  const lock = lockRun(folderOf(test, run));
  expect(await test.areas.training.emptyTrash(undefined, call)).toEqual(nothing);
  lock.release();
  expect(await test.areas.training.emptyTrash(undefined, call)).toMatchObject({ runs: 1 });
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
  expect(await test.areas.training.emptyTrash(undefined, call)).toEqual({ runs: 1, bytes: 0 });
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
