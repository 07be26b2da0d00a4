import { copyFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../core/files/temporary-folder-stand-in.ts';
import { inspectImage } from '../../core/image/inspect-image.ts';
import { samplePictures } from '../sample-pair/sample-pair.ts';
import { compareSamplePhoto } from './compare-sample-photo.ts';
import { samplePhotos } from './sample-photos.ts';

const folder = fileURLToPath(new URL('../../resources/sample-photos', import.meta.url));

test('sample photos: one that is missing is told', async () => {
  expect(await compareSamplePhoto(temporaryFolder(), samplePhotos[0]!)).toBe('two-boats.jpg is missing.');
});

test('sample photos: each is there in its size, and nothing else', async () => {
  const files = (await readdir(folder)).filter((name) => name !== 'README.md');
  expect(files.toSorted()).toEqual(samplePhotos.map(({ name }) => name).toSorted());
  for (const { name, frame } of samplePhotos) {
    const { widthPixels, heightPixels } = await inspectImage(join(folder, name));
    expect([name, widthPixels, heightPixels]).toEqual([name, frame.width, frame.height]);
  }
});

test('sample photos: none is a place of the sample pair', () => {
  const trained = new Set(samplePictures().map(({ scene }) => scene));
  expect(samplePhotos.filter(({ scene }) => trained.has(scene))).toEqual([]);
});

test('sample photos: one with another content is told', async () => {
  const [small, other] = [samplePhotos[0]!, samplePhotos[2]!];
  const place = temporaryFolder();
  copyFileSync(join(folder, other.name), join(place, small.name));
  const tiny = { ...small, frame: { left: 0, top: 0, width: 8, height: 8 } };
  expect(await compareSamplePhoto(place, tiny)).toBe('two-boats.jpg has another size.');
});
