import { cp, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { psnr } from '../../core/evaluation/psnr.ts';
import { compareSample, foreignFiles } from './sample-files.ts';
import { drawSample, samplePictures, type SamplePicture } from './sample-pair.ts';

const committed = fileURLToPath(new URL('../../resources/sample-pair', import.meta.url));
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-pair-'));
});
afterEach(() => rm(folder, { recursive: true }));

function sample(path: string): SamplePicture {
  return samplePictures().find((picture) => picture.path === path)!;
}

const scenesOf = (prefix: string) =>
  new Set(samplePictures().flatMap(({ path, scene }) => (path.startsWith(prefix) ? [scene] : [])));

test('sample pair: a picture that is missing is told', async () => {
  expect(await compareSample(folder, sample('day/scene-100.webp'))).toBe('day/scene-100.webp is missing.');
});

test('sample pair: a picture of another scene is told', async () => {
  const [one, other] = [sample('dusk/scene-180.webp'), sample('dusk/scene-181.webp')];
  await cp(join(committed, other.path), join(folder, one.path));
  expect(await compareSample(folder, one)).toMatch(/^dusk\/scene-180.webp differs/);
});

test('sample pair: a picture that does not belong is told', async () => {
  await writeFile(join(folder, 'stray.webp'), '');
  expect(await foreignFiles(folder)).toEqual(['stray.webp']);
});

test('sample pair: a folder with all pictures but one has no foreign ones', async () => {
  await cp(join(committed, 'held-out'), join(folder, 'held-out'), { recursive: true });
  await unlink(join(folder, 'held-out/day/scene-000.webp'));
  expect(await foreignFiles(folder)).toEqual([]);
});

test('sample pair: the committed pictures are what the renderer draws', async () => {
  for (const path of ['held-out/day/scene-003.webp', 'day/scene-131.webp', 'dusk/scene-240.webp']) {
    expect(await compareSample(committed, sample(path))).toBeUndefined();
  }
});

test('sample pair: no scene is on both sides, and none that is trained on is held out', () => {
  const [day, dusk, heldOut] = [scenesOf('day/'), scenesOf('dusk/'), scenesOf('held-out/')];
  expect(day.isDisjointFrom(dusk) && heldOut.isDisjointFrom(day.union(dusk))).toBe(true);
});

test('sample pair: every held-out scene has its truth', () => {
  expect(scenesOf('held-out/day/')).toEqual(scenesOf('held-out/dusk/'));
});

test('sample pair: dusk is far from day, so that doing nothing is no translation', () => {
  const [day, dusk] = [sample('held-out/day/scene-000.webp'), sample('held-out/dusk/scene-000.webp')];
  expect(psnr(drawSample(day), drawSample(dusk))).toBeLessThan(10);
});
