import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageBytes } from '../../archive/package-bytes.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { generatorBytes } from '../../translator/translators-stand-in.ts';
import { actionsPart } from '../actions/actions-part.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { stylesPart } from './styles-part.ts';

const call = { signal: new AbortController().signal };
const card = {
  ...{ name: 'Evening', method: 'cyclegan', domainA: 'noon', domainB: 'night', licence: 'CC-BY-4.0' },
  ...{ notes: 'For towns.', source: 'Trained in Diptych.', training: '9 steps' },
};
const both = [
  { direction: 'a-to-b', model: generatorBytes(), sample: null },
  { direction: 'b-to-a', model: generatorBytes({ filters: 6, direction: 'b-to-a' }), sample: null },
] as const;

const open = () => openHouse([actionsPart, stylesPart]);

function write(bytes: Uint8Array, name = 'evening.diptych'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

const choose = ({ house }: TestHouse, path: string) =>
  house.tickets.mint({ path, name: 'evening.diptych', kind: 'file', isUpload: false });

const add = (test: TestHouse, path: string) =>
  test.areas.styles.add({ name: 'Evening', licence: 'MIT', notes: '', ticket: choose(test, path) }, call);

const imported = (test: TestHouse) => readdirSync(test.house.library.translators);

test('packages: S-38 a hostile one is refused with its code, and nothing is left behind', async () => {
  const test = await open();
  const bytes = Buffer.concat(packageBytes(card, both));
  for (const broken of [bytes.subarray(0, bytes.length - 40), flipped(bytes), Buffer.from('PK\x03\x04')]) {
    const path = write(broken);
    const found = await test.areas.styles.inspect({ ticket: choose(test, path) }, call);
    expect(found.isUsable).toBe(false);
    expect(found.problems).toHaveLength(1);
    await expect(add(test, path)).rejects.toMatchObject({
      reason: found.code === 'D-MOD-004' ? 'refused-archive' : 'refused-model',
    });
    expect(imported(test)).toEqual([]);
  }
});

test('packages: two translators of one direction are refused', async () => {
  const test = await open();
  const other = { ...both[1], model: generatorBytes({ filters: 6 }) };
  const path = write(Buffer.concat(packageBytes(card, [both[0], other])));
  await expect(add(test, path)).rejects.toThrow(/both of its translators go the same way/);
  expect(imported(test)).toEqual([]);
});

test('packages: one translator that cannot be used keeps the other out too', async () => {
  const test = await open();
  const path = write(
    Buffer.concat(packageBytes(card, [both[0], { ...both[1], model: Buffer.from('no model') }])),
  );
  await expect(add(test, path)).rejects.toMatchObject({ reason: 'refused-model' });
  expect(imported(test)).toEqual([]);
});

test('packages: one is described with its card before it is added', async () => {
  const test = await open();
  const path = write(Buffer.concat(packageBytes(card, both)));
  const found = await test.areas.styles.inspect({ ticket: choose(test, path) }, call);
  expect(found).toMatchObject({
    ...{ isUsable: true, code: null, suggestedName: 'Evening', suggestedLicence: 'CC-BY-4.0' },
    suggestedNotes: 'For towns.\nSource: Trained in Diptych.\nTraining: 9 steps',
  });
  expect(found.summary).toMatch(/package of a CycleGAN generator that turns noon into night and back/);
  expect(new Set(found.facts.map(({ label }) => label)).size).toBe(found.facts.length);
  expect(imported(test)).toEqual([]);
});

test('packages: both directions become one style (H9)', async () => {
  const test = await open();
  const path = write(Buffer.concat(packageBytes(card, both)));
  expect(await add(test, path)).toMatchObject({
    ...{ name: 'Evening', origin: 'imported', state: 'ready', domainA: 'noon', domainB: 'night' },
    directions: [{ direction: 'a-to-b', label: 'noon → night' }, { direction: 'b-to-a' }],
  });
  expect(imported(test)).toHaveLength(2);
});

test('packages: S-51 the same one twice is one style, and so are its parts', async () => {
  const test = await open();
  const first = await add(test, write(Buffer.concat(packageBytes(card, both))));
  expect(await add(test, write(Buffer.concat(packageBytes({ ...card, name: 'Other' }, both))))).toEqual(
    first,
  );
  expect(await add(test, write(both[1].model, 'b.onnx'))).toEqual(first);
  expect(await test.areas.styles.list({ trashed: false }, call)).toHaveLength(2); // and the bundled one
});

test('packages: the direction that a style lacks joins it', async () => {
  const test = await open();
  const { id } = await add(test, write(both[0].model, 'a.onnx'));
  const joined = await add(test, write(Buffer.concat(packageBytes(card, both))));
  expect(joined).toMatchObject({ id, directions: [{ direction: 'a-to-b' }, { direction: 'b-to-a' }] });
});

test('packages: an exported style comes back as it was, with pictures of its own', async () => {
  const test = await open();
  const { id: styleId } = await add(test, write(Buffer.concat(packageBytes(card, both))));
  const { name, address } = await test.areas.styles.exportPackage({ styleId }, call);
  const [route = '', ...rest] = address.split('/');
  const served = await test.pictures[route]!(rest, call.signal);
  expect(name).toBe('Evening.diptych');
  expect(served).toMatchObject({ downloadName: name });
  const elsewhere = await open();
  const path = write(readFileSync(served!.path));
  const found = await elsewhere.areas.styles.inspect({ ticket: choose(elsewhere, path) }, call);
  expect(found).toMatchObject({ isUsable: true, suggestedLicence: 'MIT' });
  expect(found.samples).toHaveLength(2);
  expect(Buffer.from(found.samples[0]!.after, 'base64').subarray(8, 12).toString()).toBe('WEBP');
  expect((await add(elsewhere, path)).directions).toHaveLength(2);
});

test('packages: what was never exported is not served', async () => {
  const test = await open();
  const { id } = await add(test, write(both[0].model, 'a.onnx'));
  expect(await test.pictures['package']!([String(id)], call.signal)).toBeUndefined();
  expect(await test.pictures['package']!(['999'], call.signal)).toBeUndefined();
});

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[5000] = copy[5000]! ^ 1;
  return copy;
}
