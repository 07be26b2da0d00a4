import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writePicture } from '../../image/pictures-stand-in.ts';
import { all, call, folderOf, importFolders, open } from './datasets-house-stand-in.ts';

test('datasets: sizes, shapes and colours of both sides are counted, and each count is a filter', async () => {
  const test = await open();
  const [a, b] = [await folderOf(3, 1), await folderOf(2, 100, 80)];
  await writePicture(join(a, 'wide.png'), 50, 300, 140);
  await importFolders(test, { a, b });
  const facets = await test.areas.datasets.overview({ name: 'set', smallerThanPixels: 64 }, call);
  const full = facets.map(({ name, bins }) => [
    name,
    bins.filter(({ a, b }) => a + b > 0).map(({ tick, a, b, isSmall }) => [tick, a, b, isSmall]),
  ]);
  expect(Object.fromEntries(full)).toEqual({
    'short-side': [
      ['<64', 3, 0, true],
      ['64', 0, 2, false],
      ['128', 1, 0, false],
    ],
    shape: [
      ['1:1', 3, 2, false],
      ['16:9', 1, 0, false],
    ],
    orientation: [
      ['Square', 3, 2, false],
      ['Landscape', 1, 0, false],
    ],
    colour: [['In colour', 4, 2, false]],
    'colour-space': [['No profile', 4, 2, false]],
  });
  const { filter } = facets[0]!.bins.find(({ tick }) => tick === '128')!;
  const { total, images } = await test.areas.datasets.images({ ...all, filter }, call);
  expect([total, images.map(({ path }) => path)]).toEqual([1, ['wide.png']]);
});

test('datasets: pictures can be asked for by their places; one that there is not is left away', async () => {
  const test = await open();
  await importFolders(test, { a: await folderOf(4, 1), b: await folderOf(2, 100) });
  const { total, images } = await test.areas.datasets.images({ ...all, among: [3, 1, 99, -1] }, call);
  expect([total, images.map(({ index }) => index)]).toEqual([2, [1, 3]]);
});

test('datasets: a picture that changes sides is seen, checked and counted there, and its file stays', async () => {
  const test = await open();
  const a = await folderOf(4, 1);
  await importFolders(test, { a, b: await folderOf(3, 100) });
  const none = { a: [], b: [] };
  const change = { exclude: none, move: { a: [0], b: [] }, judge: none };
  const card = await test.areas.datasets.freeze({ name: 'set', ...change }, call);
  expect(card).toMatchObject({ version: 2, images: { a: 3, b: 4 } });
  const b = { ...all, side: 'b' } as const;
  const { images } = await test.areas.datasets.images(b, call);
  expect(images[3]!.path).toMatch(/[/]0[.]png$/);
  const small = await test.pictures['dataset']!([String(card.versionId), 'b', '3'], call.signal);
  expect(existsSync(small!.path)).toBe(true);
  const missing = async () => (await test.areas.datasets.images({ ...b, filter: 'missing' }, call)).total;
  const isChecked = async () =>
    (await test.areas.datasets.get({ name: 'set', smallerThanPixels: 1 }, call)).findings.some(
      ({ kind, level }) => kind === 'missing' && level === 'ok',
    );
  await expect.poll(isChecked).toBe(true);
  expect([await missing(), existsSync(join(a, '0.png'))]).toEqual([0, true]);
});
