import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileOf } from '../../archive/zip-stand-in.ts';
import {
  safetensorsFile,
  torchFile,
  torchGenerator,
  torchLegacyFile,
} from '../../weights/torch-file-stand-in.ts';
import { actionsPart } from '../actions/actions-part.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { stylesPart } from './styles-part.ts';

const call = { signal: new AbortController().signal };
const generator = torchGenerator();
const open = () => openHouse([actionsPart, stylesPart]);

const choose = ({ house }: TestHouse, bytes: Uint8Array, name: string) =>
  house.tickets.mint({ path: fileOf(bytes, name), name, kind: 'file', isUpload: false });

const add = (test: TestHouse, bytes: Uint8Array, name: string) =>
  test.areas.styles.add(
    { name: 'Zebras', licence: 'BSD', notes: '', ticket: choose(test, bytes, name) },
    call,
  );

const imported = (test: TestHouse) => readdirSync(test.house.library.translators);

test('weights: S-40 a file that would run a program is refused by its name and code, whatever it is called', async () => {
  const test = await open();
  for (const [bytes, name] of [
    [Buffer.from('\x80\x02cposix\nsystem\n.', 'latin1'), 'zebras.onnx'],
    [Buffer.from("cposix\nsystem\n(S'x'\ntR.", 'latin1'), 'zebras.pth'],
  ] as const) {
    const found = await test.areas.styles.inspect({ ticket: choose(test, bytes, name) }, call);
    expect(found).toMatchObject({ isUsable: false, code: 'D-MOD-006', suggestedName: 'zebras' });
    expect(found.problems[0]).toMatch(/would run a program \("posix\.system"\)/);
    await expect(add(test, bytes, name)).rejects.toMatchObject({ reason: 'refused-pickle' });
  }
  expect(imported(test)).toEqual([]);
});

test('weights: those of another network are refused layer by layer', async () => {
  const test = await open();
  const bytes = safetensorsFile({ ...generator, 'model.4.weight': generator['model.1.weight']! });
  const found = await test.areas.styles.inspect({ ticket: choose(test, bytes, 'a.safetensors') }, call);
  expect(found.problems).toEqual(['model.4.weight is [4, 3, 7, 7], expected [8, 4, 3, 3]']);
});

test('weights: a state dict is said to be one and becomes a style (H2)', async () => {
  const test = await open();
  const found = await test.areas.styles.inspect(
    { ticket: choose(test, torchFile(generator), 'zebras.pth') },
    call,
  );
  expect(found).toMatchObject({ isUsable: true, suggestedName: 'zebras', code: null });
  expect(found.summary).toMatch(/PyTorch weights of a ResNet generator: 4 filters, 2 blocks/);
  expect(imported(test)).toEqual([]);
  const style = await add(test, torchFile(generator), 'zebras.pth');
  expect(style).toMatchObject({ name: 'Zebras', state: 'ready', directions: [{ direction: 'a-to-b' }] });
});

test('weights: S-51 the same weights in any kind of file are one style', async () => {
  const test = await open();
  const first = await add(test, torchFile(generator), 'a.pth');
  expect(await add(test, torchLegacyFile(generator), 'b.pth')).toEqual(first);
  expect(await add(test, safetensorsFile(generator), 'c.safetensors')).toEqual(first);
  expect(imported(test)).toHaveLength(1);
});

test('weights: S-48 weights that are not finite are refused', async () => {
  const test = await open();
  const broken = { ...generator, 'model.19.bias': { shape: [3], values: new Float32Array(3).fill(NaN) } };
  await expect(add(test, torchFile(broken), 'a.pth')).rejects.toThrow(/not finite/);
  expect(imported(test)).toEqual([]);
});
