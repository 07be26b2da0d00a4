import { expect, test } from 'vitest';
import { fileOf } from '../archive/zip-stand-in.ts';
import type { NamedTensorValues } from '../checkpoint/tensor-values.ts';
import { fillGenerator } from './fill-generator.ts';
import { openSafetensorsFile } from './open-safetensors-file.ts';
import { openTorchFile } from './open-torch-file.ts';
import { openTorchLegacyFile } from './open-torch-legacy-file.ts';
import { recogniseGenerator, type FoundGenerator } from './recognise-generator.ts';
import { safetensorsFile, torchFile, torchGenerator, torchLegacyFile } from './torch-file-stand-in.ts';
import type { StoredTensor, WeightsFile } from './weights-file.ts';

const inMemory = (tensors: NamedTensorValues): ReadonlyMap<string, StoredTensor> =>
  new Map(
    Object.entries(tensors).map(([name, { shape, values }]) => [
      name,
      { shape, read: () => Promise.resolve(values) },
    ]),
  );

const filled = async (found: FoundGenerator) => (await fillGenerator(found)).weights;

async function weightsOf(open: Promise<WeightsFile>) {
  const file = await open;
  try {
    return await filled(recogniseGenerator(file.tensors));
  } finally {
    await file.close();
  }
}

const own = torchGenerator();
const changed = (change: Record<string, readonly number[]>) =>
  inMemory({
    ...own,
    ...Object.fromEntries(
      Object.entries(change).map(([name, shape]) => [
        name,
        { shape, values: new Float32Array(shape.reduce((product, size) => product * size, 1)) },
      ]),
    ),
  });

test('weights: a layer of another shape is told by its name and both shapes', () => {
  const found = () => recogniseGenerator(changed({ 'model.4.weight': [8, 4, 5, 5] }));
  expect(found).toThrow(/model\.4\.weight is \[8, 4, 5, 5\], expected \[8, 4, 3, 3\]/);
});

test('weights: a generator of one channel is told where it differs', () => {
  const found = () => recogniseGenerator(changed({ 'model.1.weight': [4, 1, 7, 7] }));
  expect(found).toThrow(/model\.1\.weight is \[4, 1, 7, 7\], expected \[4, 3, 7, 7\]/);
});

test('weights: missing and foreign layers are named, all at once', () => {
  const { 'model.7.weight': _, ...rest } = own;
  const found = () => recogniseGenerator(inMemory({ ...rest, 'model.99.scale': own['model.1.bias']! }));
  expect(found).toThrow(/model\.7\.weight is missing; model\.99\.scale \[4\] is not in this generator/);
});

test('weights: a batch norm is said to be one', () => {
  const found = () => recogniseGenerator(changed({ 'model.2.weight': [4], 'model.2.running_mean': [4] }));
  expect(found).toThrow(/model\.2\.weight is of a batch norm/);
});

test('weights: the running values that PyTorch before 0.4 saved for instance norms are left aside', () => {
  const found = recogniseGenerator(changed({ 'model.2.running_mean': [4], 'model.2.running_var': [4] }));
  expect(found).toMatchObject({ filters: 4, blocks: 2 });
});

test('weights: a discriminator, a U-Net and something else are told from each other', () => {
  const one = (name: string, shape: readonly number[]) =>
    new Map([[name, { shape, read: () => Promise.resolve(new Float32Array()) }]]);
  expect(() => recogniseGenerator(one('model.0.weight', [64, 3, 4, 4]))).toThrow(/discriminator/);
  expect(() => recogniseGenerator(one('module.model.model.0.weight', [64, 3, 4, 4]))).toThrow(/U-Net/);
  expect(() => recogniseGenerator(one('a', [2]))).toThrow(/unknown network of 1 tensors \(a \[2\]\)/);
});

test('weights: two generators in one file are refused by their names', () => {
  const both = new Map(
    [...inMemory(own)].flatMap(([name, tensor]) =>
      [['G_A', 'G_B'].map((side) => [`${side}.${name}`, tensor] as const)].flat(),
    ),
  );
  expect(() => recogniseGenerator(both)).toThrow(/2 generators \(G_A\., G_B\.\)/);
});

test('weights: a transposed kernel and a plain one come out in our order', async () => {
  const weights = await filled(recogniseGenerator(inMemory(own)));
  const [plain, turned] = [own['model.1.weight']!, own['model.12.weight']!];
  expect(weights['first/kernel']!.shape).toEqual([7, 7, 3, 4]);
  // ours [y 2, x 5, in 1, out 3] is theirs [out 3, in 1, y 2, x 5]
  expect(weights['first/kernel']!.values[((2 * 7 + 5) * 3 + 1) * 4 + 3]).toBe(
    plain.values[((3 * 3 + 1) * 7 + 2) * 7 + 5],
  );
  expect(weights['up1/kernel']!.shape).toEqual([3, 3, 8, 16]);
  // ours [y 1, x 2, out 6, in 9] is theirs [in 9, out 6, y 1, x 2]
  expect(weights['up1/kernel']!.values[((1 * 3 + 2) * 8 + 6) * 16 + 9]).toBe(
    turned.values[((9 * 8 + 6) * 3 + 1) * 3 + 2],
  );
});

test('weights: files of PyTorch, of PyTorch before 1.6 and safetensors hold the same', async () => {
  const expected = await filled(recogniseGenerator(inMemory(own)));
  expect(await weightsOf(openTorchFile(fileOf(torchFile(own))))).toEqual(expected);
  expect(await weightsOf(openTorchLegacyFile(fileOf(torchLegacyFile(own))))).toEqual(expected);
  expect(await weightsOf(openSafetensorsFile(fileOf(safetensorsFile(own))))).toEqual(expected);
});

test('weights: wrapped and prefixed names, and blocks with dropout, are the same generator', async () => {
  const expected = await filled(recogniseGenerator(inMemory(own)));
  const wrapped = torchFile(own, { prefix: 'module.', wrappedIn: 'state_dict' });
  expect(await weightsOf(openTorchFile(fileOf(wrapped)))).toEqual(expected);
  const dropout = inMemory(torchGenerator({ hasDropout: true }));
  expect(await filled(recogniseGenerator(dropout))).toEqual(expected);
});

test('weights: S-41 a storage that is shorter than its tensors is refused', async () => {
  const short = {
    ...own,
    'model.1.weight': { shape: own['model.1.weight']!.shape, values: new Float32Array(5) },
  };
  await expect(weightsOf(openTorchFile(fileOf(torchFile(short))))).rejects.toThrow(
    /reads beyond its 5 numbers/,
  );
});

test('weights: S-47 safetensors cut short are refused', async () => {
  const bytes = safetensorsFile(own);
  for (const length of [0, 7, 100, bytes.length - 1])
    await expect(openSafetensorsFile(fileOf(bytes.subarray(0, length)))).rejects.toMatchObject({
      reason: 'refused-model',
    });
});

test('weights: files of PyTorch cut short anywhere are refused', async () => {
  const [legacy, zipped] = [torchLegacyFile(own), torchFile(own)];
  for (let part = 0; part < 40; part++) {
    const cut = (bytes: Buffer) => fileOf(bytes.subarray(0, Math.floor((bytes.length * part) / 40)));
    await expect(weightsOf(openTorchLegacyFile(cut(legacy)))).rejects.toMatchObject({
      reason: 'refused-model',
    });
    await expect(weightsOf(openTorchFile(cut(zipped)))).rejects.toMatchObject({ reason: 'refused-archive' });
  }
});

test('weights: numbers that are whole are no weights', async () => {
  const whole = torchFile(own, { storage: 'LongStorage' });
  await expect(weightsOf(openTorchFile(fileOf(whole)))).rejects.toMatchObject({ reason: 'refused-model' });
});
