import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256OfFile } from '../../files/sha256-of-file.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { functionBytes, generatorBytes, translatorFile } from '../../translator/translators-stand-in.ts';
import { actionsPart } from '../actions/actions-part.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { bundledResources } from './bundled-resources-stand-in.ts';
import { stylesPart } from './styles-part.ts';

const call = { signal: new AbortController().signal };
const card = { name: 'Evening', licence: 'MIT', notes: 'For towns.' };

const open = (options: Parameters<typeof openHouse>[1] = { resources: temporaryFolder() }) =>
  openHouse([actionsPart, stylesPart], options);

const choose = ({ house }: TestHouse, path: string, isUpload = false) =>
  house.tickets.mint({ path, name: 'look.onnx', kind: 'file', isUpload });

async function addGenerator(test: TestHouse, name = card.name) {
  const path = await translatorFile(generatorBytes());
  return test.areas.styles.add({ ...card, name, ticket: choose(test, path) }, call);
}

test('styles: a ticket nobody gave is refused', async () => {
  const { areas } = await open();
  const ticket = { ticket: 'a'.repeat(32), name: 'x.onnx', kind: 'file' } as const;
  await expect(areas.styles.inspect({ ticket }, call)).rejects.toMatchObject({ reason: 'ticket-unknown' });
});

test('styles: a file that is no model is said to be none, with every reason', async () => {
  const test = await open();
  const path = join(temporaryFolder(), 'x.onnx');
  writeFileSync(path, 'no model');
  const found = await test.areas.styles.inspect({ ticket: choose(test, path) }, call);
  expect(found).toMatchObject({ isUsable: false, suggestedName: 'look' });
  expect(found.problems).toHaveLength(1);
});

test('styles: S-48 a model that makes one colour of everything is found by the test picture', async () => {
  const test = await open();
  const path = await translatorFile(functionBytes((image) => image.mul(0)));
  const found = await test.areas.styles.inspect({ ticket: choose(test, path) }, call);
  expect(found.isUsable).toBe(false);
  expect(found.problems[0]).toMatch(/one flat colour/);
});

test('styles: S-48 a model that fails the test picture is not added and leaves nothing', async () => {
  const test = await open();
  const path = await translatorFile(functionBytes((image) => image.mul(0)));
  const added = test.areas.styles.add({ ...card, ticket: choose(test, path) }, call);
  await expect(added).rejects.toMatchObject({ reason: 'refused-model' });
  expect(readdirSync(test.house.library.translators)).toEqual([]);
});

test('styles: a good model is described in a sentence before it is added', async () => {
  const test = await open();
  const path = await translatorFile(generatorBytes());
  const found = await test.areas.styles.inspect({ ticket: choose(test, path) }, call);
  expect(found).toMatchObject({ isUsable: true, problems: [], suggestedName: 'test' });
  expect(found.summary).toMatch(/CycleGAN generator that turns day into dusk/);
  const labels = found.facts.map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(['Input', 'Output', 'Sizes', 'Operator set', 'Memory']));
  expect(found.test?.after).not.toBe(found.test?.before);
  expect(Buffer.from(found.test!.after, 'base64').subarray(1, 4).toString()).toBe('PNG');
  expect(test.house.tickets.look(found.ticket.ticket)).toMatchObject({ path });
});

test('styles: an added model is a ready style with its card', async () => {
  const test = await open();
  expect(await addGenerator(test)).toMatchObject({
    ...card,
    origin: 'imported',
    state: 'ready',
    directions: [{ direction: 'a-to-b', label: 'day → dusk' }],
  });
});

test('styles: an upload is moved, not left behind', async () => {
  const test = await open();
  const path = await translatorFile(generatorBytes());
  await test.areas.styles.add({ ...card, ticket: choose(test, path, true) }, call);
  expect(readdirSync(dirname(path))).toEqual([]);
});

test('styles: S-51 the same model imported twice is one style', async () => {
  const test = await open();
  const first = await addGenerator(test);
  expect(await addGenerator(test, 'Other')).toEqual(first);
});

test('styles: S-51 another model of the same name is another style', async () => {
  const test = await open();
  await addGenerator(test);
  const path = await translatorFile(generatorBytes({ filters: 6 }));
  const second = await test.areas.styles.add({ ...card, ticket: choose(test, path) }, call);
  expect(second.name).toBe('Evening-2');
});

test('styles: an imported style can be taken back and brought back', async () => {
  const test = await open();
  const { id } = await addGenerator(test);
  await test.house.actions.undo();
  expect(await test.areas.styles.list({ trashed: false }, call)).toEqual([]);
  await test.house.actions.redo();
  expect(await test.areas.styles.list({ trashed: false }, call)).toMatchObject([{ id }]);
});

test('styles: a name that another style has is refused', async () => {
  const test = await open();
  const { id } = await addGenerator(test);
  const path = await translatorFile(generatorBytes({ filters: 6 }));
  await test.areas.styles.add({ ...card, name: 'Other', ticket: choose(test, path) }, call);
  const rename = () => test.areas.styles.rename({ styleId: id, name: 'Other' }, call);
  expect(rename).toThrowError(expect.objectContaining({ reason: 'invalid-option' }));
});

test('styles: renaming and changing the card are undone one by one', async () => {
  const test = await open();
  const { id: styleId } = await addGenerator(test);
  await test.areas.styles.rename({ styleId, name: 'Night' }, call);
  await test.areas.styles.setCard({ styleId, licence: 'CC0', notes: '' }, call);
  await test.house.actions.undo();
  expect(test.house.catalog.styles.get(styleId)).toMatchObject({ name: 'Night', licence: 'MIT' });
  await test.house.actions.undo();
  expect(test.house.catalog.styles.get(styleId)).toMatchObject({ name: 'Evening' });
});

test('styles: the info of a style tells what was found in its file', async () => {
  const test = await open();
  const { id: styleId } = await addGenerator(test);
  const info = await test.areas.styles.info({ styleId }, call);
  expect(info).toMatchObject({ problem: null, results: 0, run: null, measuredSpeed: null });
  expect(info.parameters).toBeGreaterThan(100);
  expect(info.sizeRule).toMatch(/multiple of 4/);
});

test('styles: one whose file is gone is missing, and says what to do', async () => {
  const test = await open();
  const { id: styleId } = await addGenerator(test);
  for (const name of readdirSync(test.house.library.translators))
    rmSync(join(test.house.library.translators, name));
  const info = await test.areas.styles.info({ styleId }, call);
  expect(info).toMatchObject({ state: 'missing', problem: { reason: 'model-not-found' } });
});

test('styles: another file is not taken for one that is gone', async () => {
  const test = await open();
  const { id: styleId } = await addGenerator(test);
  const path = await translatorFile(generatorBytes());
  const locate = (from: string) => test.areas.styles.locate({ styleId, ticket: choose(test, from) }, call);
  await expect(locate(path)).rejects.toMatchObject({ reason: 'invalid-option' });
  for (const name of readdirSync(test.house.library.translators))
    rmSync(join(test.house.library.translators, name));
  const other = await translatorFile(generatorBytes({ filters: 6 }));
  await expect(locate(other)).rejects.toThrow(/is not the file that "Evening" had/);
  expect(readdirSync(test.house.library.translators)).toEqual([]);
});

test('styles: the file of a missing one is found again wherever it is, by its hash (H4)', async () => {
  const test = await open();
  const path = await translatorFile(generatorBytes());
  const { id: styleId } = await addGenerator(test);
  const [row] = test.house.catalog.translators.list();
  test.house.catalog.translators.relocate(row!.id, '/gone/elsewhere.onnx');
  expect(await test.areas.styles.info({ styleId }, call)).toMatchObject({ state: 'missing' });
  await test.areas.styles.locate({ styleId, ticket: choose(test, path) }, call);
  expect(await test.areas.styles.info({ styleId }, call)).toMatchObject({ state: 'ready', problem: null });
});

test('styles: importing the file of a missing one again brings it back', async () => {
  const test = await open();
  const { id } = await addGenerator(test);
  test.house.catalog.translators.relocate(test.house.catalog.translators.list()[0]!.id, '/gone/x.onnx');
  expect(await addGenerator(test)).toMatchObject({ id, state: 'ready' });
});

test('styles: S-52 the exported file is the model itself, under the name of the style', async () => {
  const test = await open();
  const { id: styleId } = await addGenerator(test);
  const { name, address, largestDifference } = await test.areas.styles.export(
    { styleId, direction: 'a-to-b' },
    call,
  );
  expect(largestDifference).toBeLessThan(1e-4);
  const [route = '', ...rest] = address.split('/');
  const served = await test.pictures[route]!(rest, call.signal);
  expect(served).toMatchObject({ downloadName: name });
  expect(await sha256OfFile(served!.path)).toBe(test.house.catalog.translators.list()[0]!.sha256);
});

test('styles: a style is measured on this machine', async () => {
  const test = await open();
  const { id: styleId } = await addGenerator(test);
  const { jobId } = await test.areas.styles.measure({ styleId }, call);
  expect(await test.house.queue.ended(jobId)).toMatchObject({ state: 'finished' });
  expect((await test.areas.styles.info({ styleId }, call)).measuredSpeed).toBeGreaterThan(0);
});

test('styles: those that come with the app are there from the start', async () => {
  const { areas } = await open({ resources: await bundledResources() });
  const cards = await areas.styles.list({ trashed: false }, call);
  expect(cards).toMatchObject([{ name: 'Day and dusk', origin: 'bundled', state: 'ready' }]);
});

test('styles: a bundled style in the trash is brought back, and stays there until then', async () => {
  const [root, resources] = [temporaryFolder(), await bundledResources()];
  const first = await open({ root, resources });
  const styleId = (await first.areas.styles.list({ trashed: false }, call))[0]!.id;
  await first.areas.styles.trash({ styleId }, call);
  await first.close();
  const second = await open({ root, resources });
  expect(await second.areas.styles.list({ trashed: false }, call)).toEqual([]);
  await second.areas.styles.restoreBundled(undefined, call);
  expect(await second.areas.styles.list({ trashed: false }, call)).toMatchObject([{ id: styleId }]);
});

test('styles: a newer app brings the newer file of a bundled style', async () => {
  const root = temporaryFolder();
  await (await open({ root, resources: await bundledResources() })).close();
  const { house } = await open({ root, resources: await bundledResources('b'.repeat(64)) });
  expect(house.catalog.translators.list().map(({ sha256 }) => sha256)).toEqual(['b'.repeat(64)]);
});
