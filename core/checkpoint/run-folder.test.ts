import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { checkpointOf } from './checkpoint-stand-in.ts';
import { findRuns } from './find-runs.ts';
import { createRunFolder, lossLogPath, openRunFolder, samplePath, type RunFolder } from './run-folder.ts';
import { saveCheckpoint } from './save-checkpoint.ts';

function runIn(parent: string, name = 'dusk'): RunFolder {
  const options = { size: 128, lambdaCycle: 10 };
  const dataset = { name: 'scenes', version: 2 };
  const record = {
    formatVersion: 1,
    name,
    method: 'cyclegan',
    options,
    dataset,
    steps: 300,
    createdMs: 5,
  } as const;
  return { folder: join(parent, name), record, datasetManifest: '{"name": "scenes"}\n' };
}

describe('a run folder', () => {
  test('a name that is taken is refused and kept, even by an empty folder', async () => {
    const run = runIn(temporaryFolder());
    mkdirSync(run.folder);
    await expect(createRunFolder(run)).rejects.toMatchObject({ reason: 'output-exists' });
    expect(readdirSync(run.folder)).toEqual([]);
  });

  test('a place that cannot be written to is a failed write that leaves nothing', async () => {
    const parent = temporaryFolder();
    writeFileSync(join(parent, 'runs'), 'a file');
    await expect(createRunFolder(runIn(join(parent, 'runs')))).rejects.toMatchObject({
      reason: 'write-failed',
    });
    expect(readdirSync(parent)).toEqual(['runs']);
  });

  test('a folder that does not exist is no run', async () => {
    const opening = openRunFolder(join(temporaryFolder(), 'missing'));
    await expect(opening).rejects.toMatchObject({ reason: 'run-not-found' });
  });

  test.each([
    ['a folder without options', ''],
    ['options cut short', '{"formatVersion": 1, "na'],
    ['options of another format', '{"formatVersion": 2}'],
    ['options that are null', 'null'],
  ])('%s is a damaged run', async (_what, text) => {
    const run = runIn(temporaryFolder());
    await createRunFolder(run);
    if (text === '') rmSync(join(run.folder, 'options.json'));
    else writeFileSync(join(run.folder, 'options.json'), text);
    await expect(openRunFolder(run.folder)).rejects.toMatchObject({ reason: 'damaged-run' });
  });

  test('a missing copy of the dataset is a damaged run', async () => {
    const run = runIn(temporaryFolder());
    await createRunFolder(run);
    rmSync(join(run.folder, 'dataset.json'));
    await expect(openRunFolder(run.folder)).rejects.toThrow('dataset.json cannot be read (ENOENT)');
  });

  test('what the run was started with comes back, the dataset to the byte', async () => {
    const run = runIn(temporaryFolder());
    await createRunFolder(run);
    expect(await openRunFolder(run.folder)).toEqual(run);
    expect(readFileSync(join(run.folder, 'dataset.json'), 'utf8')).toBe(run.datasetManifest);
  });

  test('it has places for samples, checkpoints and losses', async () => {
    const run = runIn(temporaryFolder());
    await createRunFolder(run);
    expect(readdirSync(run.folder).sort()).toEqual([
      'checkpoints',
      'dataset.json',
      'options.json',
      'samples',
    ]);
    expect(samplePath(run.folder, 7)).toBe(join(run.folder, 'samples', 'step-000007.webp'));
    expect(lossLogPath(run.folder)).toBe(join(run.folder, 'losses.jsonl'));
  });
});

describe('finding runs', () => {
  test('a missing folder has none', async () => {
    expect(await findRuns(join(temporaryFolder(), 'runs'))).toEqual({ runs: [], damaged: [] });
  });

  test('a damaged run is reported and does not hide the others', async () => {
    const parent = temporaryFolder();
    await createRunFolder(runIn(parent, 'good'));
    mkdirSync(join(parent, 'not-a-run'));
    const { runs, damaged } = await findRuns(parent);
    expect(runs.map(({ record }) => record.name)).toEqual(['good']);
    expect(damaged).toMatchObject([{ reason: 'damaged-run' }]);
  });

  test('a run comes with those of its checkpoints whose manifest is good', async () => {
    const run = runIn(temporaryFolder());
    await createRunFolder(run);
    const first = await saveCheckpoint(run.folder, checkpointOf(10, true));
    const second = await saveCheckpoint(run.folder, checkpointOf(20));
    rmSync(join(second.folder, 'manifest.json'));
    const { runs } = await findRuns(join(run.folder, '..'));
    expect(runs).toEqual([{ ...run, checkpoints: [first] }]);
    expect(existsSync(second.folder)).toBe(true);
  });
});
