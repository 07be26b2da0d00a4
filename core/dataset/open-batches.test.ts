import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { drawnPicture, twoSides, writePicture } from '../image/pictures-stand-in.ts';
import { cropIntoFloats } from '../image/pixels.ts';
import { importFrom } from './datasets-stand-in.ts';
import { formatManifest, type DatasetManifest } from './manifest.ts';
import { nextVersion } from './next-version.ts';
import { openBatches, type BatchOptions, type BatchSource, type TrainingBatch } from './open-batches.ts';

const { signal } = new AbortController();

function open(manifest: DatasetManifest, options: Partial<BatchOptions> = {}): BatchSource {
  const source = openBatches({
    manifest,
    load: 24,
    crop: 16,
    batch: 1,
    flip: true,
    seed: 7,
    signal,
    ...options,
  });
  onTestFinished(() => source.close());
  return source;
}

async function take(source: BatchSource, from: number, count: number): Promise<TrainingBatch[]> {
  const taken: TrainingBatch[] = [];
  for (let step = from; step < from + count; step++) taken.push(await source.next(step));
  return taken;
}

describe('batches refuse', () => {
  test.each([
    ['a crop larger than the picture', { load: 16, crop: 24 }],
    ['a batch of nothing', { batch: 0 }],
    ['half a pixel', { crop: 7.5 }],
  ])('%s', async (_, options) => {
    const manifest = await importFrom(await twoSides(2, 2));
    expect(() => open(manifest, options)).toThrow(expect.objectContaining({ reason: 'invalid-option' }));
  });

  test('a side without pictures', async () => {
    const manifest = await importFrom(await twoSides(2, 2));
    manifest.domains.b.images.length = 0;
    expect(() => open(manifest)).toThrow(expect.objectContaining({ reason: 'too-few-images' }));
  });

  test('to go on after being closed or cancelled', async () => {
    const manifest = await importFrom(await twoSides(2, 2));
    const source = open(manifest);
    await source.close();
    await expect(source.next(0)).rejects.toMatchObject({ reason: 'cancelled' });
    const cancel = new AbortController();
    const waiting = open(manifest, { signal: cancel.signal }).next(0);
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ reason: 'cancelled' });
    await expect(open(manifest, { signal: cancel.signal }).next(0)).rejects.toMatchObject({
      reason: 'cancelled',
    });
  });
});

test('a picture that changed sides is read where it lies', async () => {
  const manifest = await importFrom(await twoSides(3, 2));
  const judge = { a: [], b: [] };
  const move = { a: [0], b: [] };
  const moved = nextVersion(manifest, { version: 2, exclude: judge, move, judge });
  const batches = await take(open(moved), 0, 6);
  expect(batches.flatMap(({ lost }) => lost)).toEqual([]);
});

describe('a picture that can no longer be read', () => {
  test('is replaced by the next of the order and reported, and training goes on', async () => {
    const sides = await twoSides(4, 3);
    const manifest = await importFrom(sides);
    rmSync(join(sides.a, '2.png'));
    await writePicture(join(sides.b, '0.png'), 999); // still a picture, but not the one that was imported
    const batches = await take(open(manifest), 0, 12);
    expect(new Set(batches.flatMap(({ lost }) => lost))).toEqual(new Set(['a/2.png', 'b/0.png']));
    expect(batches.every(({ x }) => x.length === 16 * 16 * 3)).toBe(true);
  });

  test('damaged after the worker began, it does not stop the worker', async () => {
    const sides = await twoSides(3, 3);
    const manifest = await importFrom(sides);
    const source = open(manifest, { cacheBytes: 0 });
    await source.next(0);
    for (const name of ['0.png', '1.png']) writeFileSync(join(sides.a, name), 'damaged');
    expect((await take(source, 1, 8)).flatMap(({ lost }) => lost)).toContain('a/0.png');
  });

  test('when a whole side is gone, the error says so and the source lives on', async () => {
    const sides = await twoSides(2, 2);
    const manifest = await importFrom(sides);
    for (const name of ['0.png', '1.png']) rmSync(join(sides.b, name));
    const source = open(manifest);
    await expect(source.next(0)).rejects.toMatchObject({ reason: 'images-lost', details: { lost: 2 } });
    await expect(source.next(1)).rejects.toMatchObject({ reason: 'images-lost' });
  });
});

describe('batches', () => {
  test('a batch depends on seed and step alone: restarted at any step it is the same', async () => {
    const manifest = await importFrom(await twoSides(5, 3));
    const whole = await take(open(manifest, { batch: 2 }), 0, 12);
    const restart = fc.asyncProperty(
      fc.integer({ min: 0, max: 10 }),
      fc.boolean(),
      async (step, isCached) => {
        const source = open(manifest, { batch: 2, ...(!isCached && { cacheBytes: 0 }) });
        expect(await take(source, step, 2)).toEqual(whole.slice(step, step + 2));
        await source.close();
      },
    );
    await fc.assert(restart, { numRuns: 8, seed: 1 });
  });

  test('steps may be asked for out of order and all at once', async () => {
    const manifest = await importFrom(await twoSides(4, 4));
    const whole = await take(open(manifest), 0, 8);
    const source = open(manifest);
    expect(await source.next(5)).toEqual(whole[5]);
    expect(await source.next(2)).toEqual(whole[2]);
    expect(await Promise.all([3, 4, 5, 6].map((step) => source.next(step)))).toEqual(whole.slice(3, 7));
  });

  test('of what was read and decoded the part that was reading is told; pictures in memory are neither', async () => {
    const manifest = await importFrom(await twoSides(2, 2));
    const shareOf = async (options: Partial<BatchOptions>) => {
      const source = open(manifest, options);
      await take(source, 0, 5);
      return source.readingShare;
    };
    expect(await shareOf({})).toBe(0); // after two steps every picture was there
    const share = await shareOf({ cacheBytes: 0 });
    expect([share > 0, share < 1]).toEqual([true, true]);
  });

  test('another seed gives other batches', async () => {
    const manifest = await importFrom(await twoSides(4, 4));
    const [first] = await take(open(manifest), 0, 1);
    const [other] = await take(open(manifest, { seed: 8 }), 0, 1);
    expect(other!.x).not.toEqual(first!.x);
  });

  test('without crop and flip an epoch shows exactly the pictures, each once', async () => {
    const sides = await twoSides(0, 2);
    for (let i = 0; i < 3; i++) await writePicture(join(sides.a, `${i}.png`), 300 + i, 20, 20);
    const manifest = await importFrom(sides);
    const batches = await take(open(manifest, { load: 20, crop: 20, flip: false }), 0, 3);
    const expected = [300, 301, 302].map((seed) => {
      const floats = new Float32Array(20 * 20 * 3);
      cropIntoFloats(
        drawnPicture(seed, 20, 20).rgb,
        20,
        { left: 0, top: 0, sizePixels: 20, isFlipped: false },
        floats,
        0,
      );
      return floats.join();
    });
    expect(new Set(batches.map(({ x }) => x.join()))).toEqual(new Set(expected));
  });

  test('values lie in -1 to 1, and crops and flips vary', async () => {
    const manifest = await importFrom(await twoSides(2, 2));
    const batches = await take(open(manifest), 0, 12);
    for (const { x, y } of batches) {
      for (const values of [x, y]) {
        expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
        expect(Math.max(...values)).toBeLessThanOrEqual(1);
      }
    }
    expect(new Set(batches.map(({ x }) => x.join())).size).toBeGreaterThan(6); // of 2 pictures
  });

  test('judge photos never appear', async () => {
    const sides = await twoSides(0, 2);
    for (let i = 0; i < 8; i++) await writePicture(join(sides.a, `${i}.png`), 400 + i, 20, 20);
    const manifest = await importFrom(sides);
    const judge = Number(manifest.judge.a[0]!.replace('.png', ''));
    const shown = new Float32Array(20 * 20 * 3);
    cropIntoFloats(
      drawnPicture(400 + judge, 20, 20).rgb,
      20,
      { left: 0, top: 0, sizePixels: 20, isFlipped: false },
      shown,
      0,
    );
    const batches = await take(open(manifest, { load: 20, crop: 20, flip: false }), 0, 14);
    expect(new Set(batches.map(({ x }) => x.join())).size).toBe(7);
    expect(batches.some(({ x }) => x.join() === shown.join())).toBe(false);
  });

  test('three batches are prepared while the training thread is blocked', async () => {
    const manifest = await importFrom(await twoSides(4, 4));
    const source = open(manifest);
    await source.next(0);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500); // a step in native code
    await new Promise(setImmediate); // the messages that came meanwhile are delivered
    const startMs = performance.now();
    await take(source, 1, 3);
    expect(performance.now() - startMs).toBeLessThan(100);
  });

  test('after the last batch the process ends by itself, closed or not', async () => {
    const manifest = await importFrom(await twoSides(2, 2));
    const program = `
      const { openBatches } = await import(${JSON.stringify(new URL('./open-batches.ts', import.meta.url).href)});
      const manifest = JSON.parse(process.argv[1]);
      const source = openBatches({ manifest, load: 16, crop: 16, batch: 1, flip: false, seed: 1, signal: new AbortController().signal });
      const { x } = await source.next(0);
      if (process.argv[2] === 'close') await source.close();
      console.log(x.length);`;
    for (const ending of ['close', 'leave']) {
      const output = execFileSync(
        process.execPath,
        ['--input-type=module', '--eval', program, formatManifest(manifest), ending],
        {
          timeout: 20_000,
        },
      );
      expect(output.toString().trim()).toBe('768'); // 16 x 16 x 3
    }
  });
});
