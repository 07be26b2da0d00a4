import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import { makeNode } from '../engine/onnx/model-proto.ts';
import type { Photo } from '../image/photo.ts';
import type { Translator } from './open-translator.ts';
import type { Tensors } from './session.ts';
import { translatePhoto, type TranslatePhotoOptions } from './translate-photo.ts';
import { functionBytes, generatorBytes, modelOf, testPhoto, testTranslator } from './translators-stand-in.ts';

const identity = modelOf([makeNode('Identity', ['image'], ['translated'])]);
const tiles = { maxTilePixels: 120_000 };

function translate(translator: Translator, photo: Photo, options: Partial<TranslatePhotoOptions> = {}) {
  return translatePhoto(translator, photo, { signal: new AbortController().signal, ...options });
}

function differences(a: ArrayLike<number>, b: ArrayLike<number>): { largest: number; mean: number } {
  let [largest, sum] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    largest = Math.max(largest, difference);
    sum += difference;
  }
  return { largest, mean: sum / a.length };
}

/** How much an error changes from one column to the next, on average: at a visible border more than elsewhere. */
function columnJumps(error: Float32Array, width: number): number[] {
  const jumps = new Array<number>(width - 1).fill(0);
  for (let i = 0; i < error.length; i++) {
    const column = Math.floor(i / 3) % width;
    if (column > 0) jumps[column - 1]! += Math.abs(error[i]! - error[i - 3]!);
  }
  return jumps.map((sum) => (sum * width) / error.length);
}

/** The translator, with `check` told the pixels of each run before it begins. */
function checked(translator: Translator, check: (pixels: number) => void): Translator {
  return {
    ...translator,
    async whole() {
      const network = await translator.whole();
      return { run: (image) => (check(image.width * image.height), network.run(image)) };
    },
    async openSegment(segment, statistics) {
      const session = await translator.openSegment(segment, statistics);
      return { ...session, run: (inputs) => (check(pixelsOf(inputs)), session.run(inputs)) };
    },
  };
}

function pixelsOf(inputs: Tensors): number {
  return Math.max(...Object.values(inputs).map(({ dims }) => (dims[2] ?? 1) * (dims[3] ?? 1)));
}

/** The translator on a machine that has memory for `most` pixels at once. */
function failingBeyond(translator: Translator, most: number): Translator {
  return checked(translator, (pixels) => {
    if (pixels > most) throw new CoreError('out-of-memory', 'Memory is short.');
  });
}

test('translating: a strength beyond 0 to 1 is refused', async () => {
  const translator = await testTranslator(identity);
  for (const strength of [-0.1, 1.5, NaN])
    await expect(translate(translator, testPhoto(8, 8), { strength })).rejects.toMatchObject({
      reason: 'invalid-option',
    });
});

test('translating: one flat colour for a photo that is not flat is an error, never a result', async () => {
  const translator = await testTranslator(functionBytes((image) => tf.sub(image, image)));
  await expect(translate(translator, testPhoto(64, 48))).rejects.toMatchObject({ reason: 'flat-result' });
  await expect(translate(translator, testPhoto(500, 500), tiles)).rejects.toMatchObject({
    reason: 'flat-result',
  });
});

test('translating: values that are not numbers are an error, never a result', async () => {
  const translator = await testTranslator(functionBytes((image) => tf.sqrt(image)));
  await expect(translate(translator, testPhoto(64, 48))).rejects.toMatchObject({ reason: 'flat-result' });
});

test('translating: a flat photo may become a flat result', async () => {
  const translator = await testTranslator(identity);
  const photo = { ...testPhoto(20, 20), rgb: new Uint8Array(1200).fill(77) };
  expect(await translate(translator, photo)).toEqual(photo.rgb);
});

test('translating: a translator whose result is a few pixels short is refused', async () => {
  const kernel: [number[], Float32Array] = [[3, 3, 3, 3], new Float32Array(81)];
  const translator = await testTranslator(
    modelOf([makeNode('Conv', ['image', 'kernel'], ['translated'])], { kernel }),
  );
  await expect(translate(translator, testPhoto(64, 64))).rejects.toMatchObject({ reason: 'refused-model' });
});

test('translating: stops before the next tile when cancelled', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const translator = checked(await testTranslator(generatorBytes()), (pixels) => seen.push(pixels));
  const options = { ...tiles, signal: controller.signal, onProgress: () => controller.abort() };
  await expect(translate(translator, testPhoto(600, 500), options)).rejects.toMatchObject({
    reason: 'cancelled',
  });
  expect(seen).toHaveLength(1);
});

test('translating: photos of any size keep every sample through an identity translator, 8 and 16 bits (S-30)', async () => {
  const translator = await testTranslator(identity);
  for (const [width, height] of [
    [1, 1],
    [7, 13],
    [1, 20_000],
    [20_000, 1],
    [31, 40],
  ] as const)
    for (const bits of [8, 16] as const) {
      const photo = testPhoto(width, height, bits);
      const result = await translate(translator, photo);
      expect(result.constructor).toBe(photo.rgb.constructor);
      expect(differences(result, photo.rgb).largest).toBe(0);
    }
});

test('translating: photos of any size come out of a generator in exactly their size (S-30)', async () => {
  const translator = await testTranslator(generatorBytes());
  for (const [width, height] of [
    [1, 1],
    [7, 13],
    [1, 20_000],
    [33, 61],
  ] as const)
    expect(await translate(translator, testPhoto(width, height))).toHaveLength(width * height * 3);
});

test('translating: tiles of an identity translator join without a trace, 8 and 16 bits', async () => {
  const translator = await testTranslator(identity);
  for (const bits of [8, 16] as const) {
    const photo = testPhoto(701, 603, bits);
    expect(differences(await translate(translator, photo, tiles), photo.rgb).largest).toBeLessThanOrEqual(1);
  }
});

test('translating: tiles and the whole photo differ nowhere by more than two levels', async () => {
  const translator = await testTranslator(generatorBytes());
  const photo = testPhoto(643, 522);
  const whole = await translate(translator, photo);
  expect(differences(await translate(translator, photo, tiles), whole).largest).toBeLessThanOrEqual(2);
});

test('translating: norms of the photo itself, of no convolution, and beside shortcuts are those of the whole photo', async () => {
  const norm = (from: string, to: string) => makeNode('InstanceNormalization', [from, 'scale', 'bias'], [to]);
  const blur = (from: string, to: string) =>
    makeNode('Conv', [from, 'kernel', 'bias'], [to], { pads: [1, 1, 1, 1] });
  const nodes = [
    norm('image', 'a'),
    blur('a', 'b'),
    makeNode('Tanh', ['b'], ['c']),
    norm('c', 'd'),
    blur('d', 'e'),
    norm('e', 'f'),
    makeNode('Add', ['e', 'f'], ['g']), // what the norm reads is read again
    makeNode('Add', ['g', 'image'], ['h']), // past everything
    makeNode('Tanh', ['h'], ['translated']),
  ];
  const constants: Parameters<typeof modelOf>[1] = {
    kernel: [[3, 3, 3, 3], Float32Array.from({ length: 81 }, (_, i) => Math.sin(i) / 9)],
    scale: [[3], Float32Array.of(0.5, 0.7, 0.9)],
    bias: [[3], Float32Array.of(-0.2, 0, 0.2)],
  };
  const translator = await testTranslator(modelOf(nodes, constants));
  const photo = testPhoto(640, 520);
  const whole = await translate(translator, photo);
  expect(differences(await translate(translator, photo, tiles), whole).largest).toBeLessThanOrEqual(2);
});

test('translating: where too little may be kept, samples stand for the photo and no tile border shows', async () => {
  const translator = await testTranslator(generatorBytes());
  const photo = testPhoto(803, 611);
  const whole = await translate(translator, photo);
  const result = await translate(translator, photo, { ...tiles, maxKeptBytes: 1_000_000 });
  const jumps = columnJumps(
    Float32Array.from(result, (value, i) => value - whole[i]!),
    photo.widthPixels,
  );
  const ordinary = [...jumps].sort((a, b) => a - b)[jumps.length >> 1]!;
  expect(Math.max(...jumps)).toBeLessThan(2 * ordinary);
});

test('translating: no run is larger than the limit, however large the photo', async () => {
  const seen: number[] = [];
  const limit = 250_000;
  const translator = checked(await testTranslator(generatorBytes()), (pixels) => seen.push(pixels));
  await translate(translator, testPhoto(1001, 640), { maxTilePixels: limit });
  expect(seen.length).toBeGreaterThan(8);
  expect(Math.max(...seen)).toBeLessThanOrEqual(limit);
});

test('translating: where memory is short after all, smaller pieces are taken until they fit (S-66)', async () => {
  const translator = await testTranslator(generatorBytes());
  const photo = testPhoto(700, 700);
  const result = await translate(failingBeyond(translator, 300_000), photo, { maxTilePixels: 1_000_000 });
  expect(result).toEqual(await translate(translator, photo, { maxTilePixels: 250_000 }));
});

test('translating: where memory does not suffice for the smallest piece, that is the error (S-66)', async () => {
  const translator = failingBeyond(await testTranslator(generatorBytes()), 10);
  await expect(translate(translator, testPhoto(700, 700))).rejects.toMatchObject({ reason: 'out-of-memory' });
});

test('translating: progress rises to 1', async () => {
  const fractions: number[] = [];
  const onProgress = ({ fraction }: { fraction: number }) => void fractions.push(fraction);
  await translate(await testTranslator(generatorBytes()), testPhoto(640, 520), { ...tiles, onProgress });
  expect(fractions.length).toBeGreaterThan(4);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBeCloseTo(1, 9);
});

test('translating: strength 0 gives the original, and the original is never written to', async () => {
  const translator = await testTranslator(generatorBytes());
  const photo = testPhoto(40, 30);
  const before = photo.rgb.slice();
  expect(await translate(translator, photo, { strength: 0 })).toEqual(before);
  await translate(translator, photo, { strength: 0.5 });
  expect(photo.rgb).toEqual(before);
});

test('translating: a 16-bit photo mixed with itself keeps its 16 bits', async () => {
  const photo = testPhoto(40, 30, 16);
  const result = await translate(await testTranslator(identity), photo, { strength: 0.5 });
  expect(differences(result, photo.rgb).largest).toBeLessThanOrEqual(1);
});
