import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { DatasetVersion } from '../../catalog/datasets.ts';
import { formatManifest, type DatasetManifest } from '../../dataset/manifest.ts';
import { watchTurns } from '../../files/watch-turns-stand-in.ts';
import { openHouse } from '../house-stand-in.ts';
import { DatasetNames } from './dataset-names.ts';
import { DatasetImports } from './dataset-imports.ts';
import { datasetsPart } from './datasets-part.ts';
import { ManifestShelf } from './manifest-shelf.ts';

const call = { signal: new AbortController().signal };
const perSide = 10_000;

const imagesOf = (side: string) =>
  Array.from({ length: perSide }, (_, i) => ({
    ...{ path: `folder-${i % 100}/IMG_${i}.jpg`, sizeBytes: 1 + i, widthPixels: 200, heightPixels: 300 },
    sha256: createHash('sha256').update(`${side}${i}`).digest('hex'),
  }));

const manifest: DatasetManifest = {
  ...{ formatVersion: 1, name: 'large', version: 1, createdAt: new Date(0).toISOString() },
  domains: {
    a: { folder: '/none/a', images: imagesOf('a') },
    b: { folder: '/none/b', images: imagesOf('b') },
  },
  ...{ leftOut: [], warnings: [] },
  judge: { a: ['folder-1/IMG_1.jpg'], b: [] },
};

test('datasets: S-71 a set of 10,000 pictures a side keeps the event loop for less than 50 ms', async () => {
  const { house, areas } = await openHouse([datasetsPart]);
  const text = formatManifest(manifest);
  const file = join(house.library.datasets, 'large', 'v1.json');
  mkdirSync(dirname(file));
  writeFileSync(file, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const turns = watchTurns();
  const shelf = new ManifestShelf(house.library, house.catalog);
  const imports = new DatasetImports(house, shelf, new DatasetNames(house, shelf));
  const row: DatasetVersion = await imports.addRows(file, sha256, 'large', 1);
  const filter = { name: 'large', side: 'a', smallerThanPixels: 256, offset: 0, limit: 500 } as const;
  const card = await areas.datasets.get({ name: 'large', smallerThanPixels: 256 }, call);
  const facets = await areas.datasets.overview({ name: 'large', smallerThanPixels: 256 }, call);
  await setImmediate(); // calls have turns of their own
  const small = await areas.datasets.images({ ...filter, filter: 'small' }, call);
  const judge = { a: [5], b: [6] };
  const next = await areas.datasets.freeze({ name: 'large', exclude: { a: [0], b: [] }, judge }, call);
  const longestMs = turns.end();
  expect([row.imagesA, card.images.b, small.total, next.images.a]).toEqual([
    ...[perSide, perSide, perSide],
    perSide - 1,
  ]);
  expect(facets[0]!.bins.find(({ tick }) => tick === '128')).toMatchObject({ a: perSide, b: perSide });
  expect(longestMs).toBeLessThan(50);
});
