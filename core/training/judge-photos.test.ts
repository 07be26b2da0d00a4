import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DatasetManifest } from '../dataset/manifest.ts';
import { readJudgePhotos } from './judge-photos.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diptych-judge-'));
  for (const [name, background] of [
    ['black.png', '#000000'],
    ['white.png', '#ffffff'],
  ] as const) {
    await sharp({ create: { width: 20, height: 30, channels: 3, background } }).toFile(join(folder, name));
  }
});
afterAll(() => rm(folder, { recursive: true }));

function manifest(judge: DatasetManifest['judge']): DatasetManifest {
  const image = (path: string) => ({
    path,
    sizeBytes: 1,
    sha256: '0'.repeat(64),
    widthPixels: 20,
    heightPixels: 30,
  });
  const domain = { folder, images: [image('black.png'), image('white.png')] };
  return {
    formatVersion: 1,
    name: 'colours',
    version: 1,
    createdAt: '2030-01-31T00:00:00Z',
    domains: { a: domain, b: domain },
    leftOut: [],
    warnings: [],
    judge,
  };
}

it('judge photos: one that is gone is left out', async () => {
  const { x } = await readJudgePhotos(manifest({ a: ['gone.png', 'white.png'], b: [] }), 8);
  expect(x.map((photo) => photo[0])).toEqual([1]);
});

it('judge photos: one that came from the other side is read where it lies', async () => {
  const { domains, ...rest } = manifest({ a: ['white.png'], b: [] });
  const [black, white] = domains.a.images;
  const a = { folder: join(folder, 'elsewhere'), images: [black!, { ...white!, folder }] };
  const { x } = await readJudgePhotos({ ...rest, domains: { a, b: domains.b } }, 8);
  expect(x.map((photo) => photo[0])).toEqual([1]);
});

it('judge photos: a set too small for any shows its first picture', async () => {
  const { x, y } = await readJudgePhotos(manifest({ a: [], b: [] }), 8);
  expect([...x, ...y].map((photo) => photo[0])).toEqual([-1, -1]);
});

it('judge photos: they come at the size of the crop, each side its own', async () => {
  const { x, y } = await readJudgePhotos(manifest({ a: ['white.png'], b: ['black.png', 'white.png'] }), 8);
  expect(x.map((photo) => [photo.length, photo[0]])).toEqual([[8 * 8 * 3, 1]]);
  expect(y.map((photo) => photo[0])).toEqual([-1, 1]);
});
