import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { datasetOf, hashOf, openForTest } from './catalog-stand-in.ts';

const open = () => openForTest(join(temporaryFolder(), 'catalog.db'));

describe('datasets', () => {
  test('a version that is there already is refused', async () => {
    const { datasets } = await open();
    datasets.add(datasetOf('scenes', 1));
    const again = () => datasets.add(datasetOf('scenes', 1));
    expect(again).toThrow(expect.objectContaining({ reason: 'dataset-exists' }) as Error);
  });

  test('a version with an impossible image is not added at all', async () => {
    const { datasets } = await open();
    const version = datasetOf('scenes', 1);
    const images = [
      ...version.images,
      { side: 'a', path: 'empty.jpg', sizeBytes: 0, sha256: hashOf(3) },
    ] as const;
    expect(() => datasets.add({ ...version, images })).toThrow('CHECK');
    expect(datasets.list()).toEqual([]);
  });

  test('an unknown name has no version, and its next is 1', async () => {
    const { datasets } = await open();
    expect(datasets.find('scenes')).toBeUndefined();
    expect(datasets.nextVersion('scenes')).toBe(1);
  });

  test('of several versions the newest stands for the dataset', async () => {
    const { datasets } = await open();
    for (const version of [1, 2]) datasets.add(datasetOf('scenes', version));
    datasets.add(datasetOf('faces', 1));
    expect(datasets.list().map(({ name, version }) => [name, version])).toEqual([
      ['scenes', 2],
      ['faces', 1],
    ]);
    expect(datasets.find('scenes')?.version).toBe(2);
    expect(datasets.nextVersion('scenes')).toBe(3);
  });

  test('an older version is found by its number', async () => {
    const { datasets } = await open();
    for (const version of [1, 2]) datasets.add(datasetOf('scenes', version));
    expect(datasets.find('scenes', 1)?.manifestSha256).toBe(hashOf(1));
  });

  test('a version knows its images and how many there are on each side', async () => {
    const { datasets } = await open();
    const added = datasets.add(datasetOf('scenes', 1));
    expect(added).toMatchObject({ imagesA: 1, imagesB: 1 });
    expect(datasets.images(added.id)).toEqual(datasetOf('scenes', 1).images);
  });
});
