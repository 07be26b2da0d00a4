import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { generatorBytes, translatorFile } from '../../translator/translators-stand-in.ts';
import { actionsPart } from '../actions/actions-part.ts';
import { emptied, openHouse, type TestHouse } from '../house-stand-in.ts';
import { bundledResources } from './bundled-resources-stand-in.ts';
import { stylesPart } from './styles-part.ts';

const call = { signal: new AbortController().signal };

const open = (resources = temporaryFolder()) => openHouse([actionsPart, stylesPart], { resources });

async function addGenerator({ areas, house }: TestHouse): Promise<number> {
  const path = await translatorFile(generatorBytes());
  const ticket = house.tickets.mint({ path, name: 'look.onnx', kind: 'file', isUpload: false });
  const { id } = await areas.styles.add({ name: 'Evening', licence: 'MIT', notes: '', ticket }, call);
  return id;
}

const empty = (test: TestHouse) => emptied(test.areas.styles.emptyTrash(undefined, call));

/** The only file of the library's translators. */
function fileOf({ house }: TestHouse): string {
  const [name] = readdirSync(house.library.translators).filter((file) => file.endsWith('.onnx'));
  return join(house.library.translators, name!);
}

test('the trash of styles: a style that is not in it stays', async () => {
  const test = await open();
  await addGenerator(test);
  expect(await empty(test)).toMatchObject({ removed: 0, deleted: { items: 0 } });
  expect(await test.areas.styles.list({ trashed: false }, call)).toMatchObject([{ state: 'ready' }]);
});

test('the trash of styles: emptied, it puts what was told before into the trash of the system, and there is nothing to undo', async () => {
  const test = await open();
  const styleId = await addGenerator(test);
  const file = fileOf(test);
  const [content, bytes] = [readFileSync(file), statSync(file).size];
  await test.areas.styles.trash({ styleId }, call);
  const size = { count: 1, bytes, fate: 'system-trash' };
  expect(await test.areas.styles.trashSize(undefined, call)).toEqual(size);
  expect(await empty(test)).toMatchObject({ removed: 1, total: 1, trashed: { items: 1, bytes } });
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(join(test.trash.files, 'Evening.a-to-b.onnx')).equals(content)).toBe(true);
  expect(await test.house.actions.undo()).toBeNull();
  expect(test.house.catalog.styles.get(styleId)).toBeUndefined();
  expect(test.house.catalog.translators.list()).toEqual([]);
});

test('the trash of styles: a built-in style stays in it, and can be restored', async () => {
  const resources = await bundledResources();
  const test = await open(resources);
  const [style] = await test.areas.styles.list({ trashed: false }, call);
  await test.areas.styles.trash({ styleId: style!.id }, call);
  expect(await test.areas.styles.trashSize(undefined, call)).toMatchObject({ count: 0, bytes: 0 });
  await empty(test);
  expect(existsSync(join(resources, 'styles', 'day-dusk', 'a-to-b.onnx'))).toBe(true);
  await test.areas.styles.restoreBundled(undefined, call);
  expect(await test.areas.styles.list({ trashed: false }, call)).toMatchObject([{ state: 'ready' }]);
});

test('the trash of styles: a style that a translation of the queue waits for stays', async () => {
  const test = await open();
  const styleId = await addGenerator(test);
  const { sha256 } = test.house.catalog.translators.ofStyle(styleId)[0]!;
  test.house.catalog.jobs.add({ kind: 'translate', payload: { translatorSha256: sha256 } });
  await test.areas.styles.trash({ styleId }, call);
  expect(await empty(test)).toMatchObject({ removed: 0, deleted: { items: 0 } });
  expect(existsSync(fileOf(test))).toBe(true);
});

test('the trash of styles: set so, the file is deleted for good', async () => {
  const test = await open();
  const styleId = await addGenerator(test);
  const file = fileOf(test);
  const { size: bytes } = statSync(file);
  await test.areas.styles.trash({ styleId }, call);
  await test.house.settings.set({ emptiedTrash: 'deleted' });
  expect(await test.areas.styles.trashSize(undefined, call)).toMatchObject({ fate: 'set-to-delete' });
  expect(await empty(test)).toMatchObject({ deleted: { items: 1, bytes }, isRefused: false });
  expect([existsSync(file), test.trash.names()]).toEqual([false, []]);
});
