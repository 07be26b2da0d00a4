import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { datasetOf, hashOf, openForTest, runOf, translatorOf } from './catalog-stand-in.ts';
import { listBackups } from './backups.ts';
import { openCatalog } from './open-catalog.ts';
import { rebuildCatalog } from './rebuild-catalog.ts';
import { restoreCatalog } from './restore-catalog.ts';

/** A closed catalog with the runs `old` (in a backup) and `new` (not in it). */
async function catalogWithBackup(): Promise<{ path: string; backup: string }> {
  const path = join(temporaryFolder(), 'catalog.db');
  const catalog = await openCatalog(path);
  catalog.runs.add(runOf('old'));
  const backup = await catalog.backUp();
  catalog.runs.add(runOf('new'));
  catalog.close();
  return { path, backup };
}

async function runNames(path: string): Promise<readonly string[]> {
  const catalog = await openCatalog(path);
  const names = catalog.runs.list().map(({ name }) => name);
  catalog.close();
  return names;
}

describe('restoring a catalog', () => {
  test('without any backup it says so and changes nothing', async () => {
    const path = join(temporaryFolder(), 'catalog.db');
    writeFileSync(path, 'garbage');
    await expect(restoreCatalog(path)).rejects.toMatchObject({ reason: 'damaged-catalog' });
    expect(readFileSync(path, 'utf8')).toBe('garbage');
  });

  test('a damaged backup is refused and changes nothing', async () => {
    const { path, backup } = await catalogWithBackup();
    writeFileSync(backup, 'garbage');
    await expect(restoreCatalog(path, backup)).rejects.toMatchObject({ reason: 'damaged-catalog' });
    expect(await runNames(path)).toEqual(['old', 'new']);
  });

  test('when the newest backup is damaged the one before is taken', async () => {
    const { path, backup } = await catalogWithBackup();
    const before = (await listBackups(path))[1];
    writeFileSync(backup, 'garbage');
    expect((await restoreCatalog(path)).restored).toBe(before?.path);
    expect(await runNames(path)).toEqual([]);
  });

  test('S-55: the damaged file is kept aside with its log, and the catalog opens', async () => {
    const { path, backup } = await catalogWithBackup();
    writeFileSync(path, 'garbage');
    writeFileSync(`${path}-wal`, 'changes');
    const keptAside = `${path}.aside-1`;
    expect(await restoreCatalog(path)).toEqual({ restored: backup, keptAside });
    expect(await runNames(path)).toEqual(['old']);
    expect(readFileSync(keptAside, 'utf8')).toBe('garbage');
    expect(readFileSync(`${keptAside}-wal`, 'utf8')).toBe('changes');
  });

  test('a missing catalog comes back', async () => {
    const { path } = await catalogWithBackup();
    rmSync(path);
    expect((await restoreCatalog(path)).keptAside).toBeNull();
    expect(await runNames(path)).toEqual(['old']);
  });

  test('S-57: it is undone by restoring what was kept aside', async () => {
    const { path } = await catalogWithBackup();
    const { keptAside } = await restoreCatalog(path);
    await restoreCatalog(path, keptAside!);
    expect(await runNames(path)).toEqual(['old', 'new']);
  });
});

describe('rebuilding a catalog', () => {
  const contents = {
    datasets: [datasetOf('scenes', 1), datasetOf('scenes', 2)],
    runs: [
      {
        ...runOf('dusk'),
        dataset: { name: 'scenes', version: 2 },
        state: 'interrupted' as const,
        step: 20,
        checkpoints: [{ step: 20, folder: 'step-000020', sha256: hashOf(5), sizeBytes: 9, milestone: true }],
      },
      { ...runOf('lost'), dataset: { name: 'gone', version: 1 }, checkpoints: [] },
    ],
    translators: [{ ...translatorOf('dusk', 1), run: 'dusk' }],
  };

  test('contents that contradict themselves change nothing', async () => {
    const { path } = await catalogWithBackup();
    const twice = { ...contents, datasets: [datasetOf('scenes', 1), datasetOf('scenes', 1)] };
    await expect(rebuildCatalog(path, twice)).rejects.toMatchObject({ reason: 'dataset-exists' });
    expect(await runNames(path)).toEqual(['old', 'new']);
  });

  test('S-55: datasets, runs, checkpoints and translators come back, the damaged file is kept aside', async () => {
    const { path } = await catalogWithBackup();
    writeFileSync(path, 'garbage');
    const { keptAside } = await rebuildCatalog(path, contents);
    const catalog = await openForTest(path);
    const run = catalog.runs.find('dusk');
    expect(run).toMatchObject({ state: 'interrupted', step: 20 });
    expect(catalog.datasets.get(run!.datasetVersionId!)).toMatchObject({ name: 'scenes', version: 2 });
    expect(catalog.checkpoints.list(run!.id)).toMatchObject([{ step: 20, milestone: true }]);
    expect(catalog.translators.list()).toMatchObject([{ name: 'dusk', runId: run!.id }]);
    expect(readFileSync(keptAside!, 'utf8')).toBe('garbage');
  });

  test('a run whose dataset is gone comes back without it', async () => {
    const { path } = await catalogWithBackup();
    await rebuildCatalog(path, contents);
    expect((await openForTest(path)).runs.find('lost')?.datasetVersionId).toBeNull();
  });
});
