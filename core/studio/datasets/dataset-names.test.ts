import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { writePicture } from '../../image/pictures-stand-in.ts';
import { createCare } from '../../services/library-care.ts';
import { actionsPart } from '../actions/actions-part.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { datasetsPart } from './datasets-part.ts';

const call = { signal: new AbortController().signal };
const open = (options = {}) => openHouse([actionsPart, datasetsPart], options);

async function addSet({ areas, house }: TestHouse, name = 'set', seed = 1): Promise<void> {
  const tickets = [];
  for (const first of [seed, seed + 100]) {
    const path = temporaryFolder();
    for (let i = 0; i < 3; i++) await writePicture(join(path, `${i}.png`), first + i, 32, 32);
    tickets.push([house.tickets.mint({ path, name: 'side', kind: 'folder', isUpload: false })]);
  }
  const [a, b] = tickets;
  const { jobId } = await areas.datasets.import({ name, a: a!, b: b!, judge: 1 }, call);
  await house.queue.ended(jobId);
}

const namesOf = async ({ areas }: TestHouse) =>
  (await areas.datasets.list(undefined, call)).map(({ name }) => name);

/** The names that the manifests on the disk say, by their places. */
function manifestsOf({ house: { library } }: TestHouse): Record<string, string> {
  const files = readdirSync(library.datasets, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  const nameIn = (file: string) =>
    (JSON.parse(readFileSync(join(library.datasets, file), 'utf8')) as { name: string }).name;
  return Object.fromEntries(files.map((file) => [file, nameIn(file)]));
}

/** An import waits until the manifests lie where they belong. */
const settled = (test: TestHouse) => test.areas.datasets.freeze({ ...freezing, name: 'other' }, call);
const freezing = { exclude: { a: [], b: [] }, judge: { a: [], b: [] } };

test('dataset names: a name that another dataset has is refused, and nothing is to be undone', async () => {
  const test = await open();
  await addSet(test);
  await addSet(test, 'other', 300);
  await expect(test.areas.datasets.rename({ name: 'set', to: 'other' }, call)).rejects.toMatchObject({
    reason: 'dataset-exists',
  });
  expect(test.house.actions.list(5)).toEqual([]);
});

test('dataset names: a rename is undone and made again, its manifests follow', async () => {
  const test = await open();
  await addSet(test);
  await addSet(test, 'other', 300);
  await test.areas.datasets.rename({ name: 'set', to: 'Zorn' }, call);
  expect(manifestsOf(test)).toEqual({
    [join('Zorn', 'v1.json')]: 'Zorn',
    [join('other', 'v1.json')]: 'other',
  });
  expect(await test.house.actions.undo()).toMatchObject({ label: 'Rename set to Zorn' });
  expect(await namesOf(test)).toEqual(['set', 'other']);
  await settled(test);
  expect(manifestsOf(test)).toMatchObject({ [join('set', 'v1.json')]: 'set' });
  expect(existsSync(join(test.house.library.datasets, 'Zorn'))).toBe(false);
  await test.house.actions.redo();
  expect(await namesOf(test)).toEqual(['Zorn', 'other']);
});

test('dataset names: undone after a restart, with a version that was frozen since', async () => {
  const first = await open();
  await addSet(first);
  await first.areas.datasets.rename({ name: 'set', to: 'Zorn' }, call);
  await first.areas.datasets.freeze({ ...freezing, name: 'Zorn', exclude: { a: [0], b: [] } }, call);
  await first.close();
  const test = await open({ root: first.house.library.root });
  await test.house.actions.undo();
  expect(await test.areas.datasets.get({ name: 'set', smallerThanPixels: 24 }, call)).toMatchObject({
    versions: [1, 2],
  });
  await test.close();
  const again = await open({ root: first.house.library.root }); // what was not written before is now
  expect(manifestsOf(again)).toEqual({ [join('set', 'v1.json')]: 'set', [join('set', 'v2.json')]: 'set' });
  await again.close();
  expect(await createCare(again.house.library).rebuild()).toMatchObject({ datasets: 2 });
});

test('dataset names: undone after another dataset took the old name, it gets one that is free', async () => {
  const test = await open();
  await addSet(test);
  await test.areas.datasets.rename({ name: 'set', to: 'Zorn' }, call);
  await addSet(test, 'set', 300);
  await test.house.actions.undo();
  expect(await namesOf(test)).toEqual(['set-2', 'set']);
});

test('dataset names: a manifest that was damaged keeps its file, and the others follow the name', async () => {
  const test = await open();
  await addSet(test);
  await test.areas.datasets.freeze({ ...freezing, name: 'set', exclude: { a: [0], b: [] } }, call);
  writeFileSync(join(test.house.library.datasets, 'set', 'v1.json'), 'nothing');
  await test.areas.datasets.rename({ name: 'set', to: 'Zorn' }, call);
  expect(readdirSync(test.house.library.datasets).toSorted()).toEqual(['Zorn', 'set']);
  expect(readdirSync(join(test.house.library.datasets, 'Zorn'))).toEqual(['v2.json']);
});
