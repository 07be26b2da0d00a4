import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { killAtOnce, runOnSmallDisk, startApart } from '../files/child-process-stand-in.ts';
import { sha256OfFile } from '../files/sha256-of-file.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { checkpointFolder, checkpointsFolder, checkpointSteps } from './checkpoint-folder.ts';
import { checkpointOf, emptyRun } from './checkpoint-stand-in.ts';
import { latestGoodCheckpoint, loadCheckpoint } from './load-checkpoint.ts';
import { cleanCheckpoints, removeOldCheckpoints, saveCheckpoint } from './save-checkpoint.ts';

describe('saving a checkpoint', () => {
  test('S-59: a full disk names the bytes needed, keeps the old checkpoint and leaves nothing behind', ({
    skip,
  }) => {
    const run = emptyRun(temporaryFolder());
    const printed = runOnSmallDisk(
      run,
      2 * 2 ** 20,
      `import { readdirSync } from 'node:fs';
      import { saveCheckpoint } from './checkpoint/save-checkpoint.ts';
      import { latestGoodCheckpoint } from './checkpoint/load-checkpoint.ts';
      const run = process.argv[1];
      const checkpoint = (step, length) => ({
        step,
        tensors: { w: { shape: [length], values: new Float32Array(length).fill(step) } },
        manifest: { method: 'cyclegan', options: {}, random: {}, extra: {} },
      });
      await saveCheckpoint(run, checkpoint(1, 100000));
      const { reason, details } = await saveCheckpoint(run, checkpoint(2, 1000000)).catch((error) => error);
      const { checkpoint: left } = await latestGoodCheckpoint(run);
      const names = readdirSync(run + '/checkpoints');
      console.log(JSON.stringify({ reason, needed: details.neededBytes, names, value: left.tensors.w.values[9] }));`,
    );
    if (printed === undefined) return skip('no small disk can be mounted here');
    const result = JSON.parse(printed) as { needed: number };
    expect(result).toMatchObject({ reason: 'disk-full', names: ['step-000001'], value: 1 });
    expect(result.needed).toBeGreaterThan(4_000_000); // 10^6 float32
    expect(result.needed).toBeLessThan(4_100_000);
  });

  test('a run folder that is gone is a failed write', async () => {
    const run = emptyRun(temporaryFolder());
    writeFileSync(join(run, 'file'), '');
    const saved = saveCheckpoint(join(run, 'file'), checkpointOf(1));
    await expect(saved).rejects.toMatchObject({ reason: 'write-failed' });
  });

  test('an aborted signal leaves nothing behind', async () => {
    const run = emptyRun(temporaryFolder());
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(saveCheckpoint(run, checkpointOf(1), { signal })).rejects.toThrow('enough');
    expect(readdirSync(checkpointsFolder(run))).toEqual([]);
  });

  test('S-54: killed at any moment, the final name holds a whole checkpoint or nothing', async () => {
    const run = emptyRun(temporaryFolder());
    const child = await startApart(
      `import { saveCheckpoint } from './checkpoint/save-checkpoint.ts';
      const values = new Float32Array(1e6);
      for (let step = 1; ; step++) {
        if (step === 3) console.log('two are saved');
        const manifest = { method: 'cyclegan', options: {}, random: {}, extra: {} };
        await saveCheckpoint(process.argv[1], { step, tensors: { w: { shape: [1e6], values } }, manifest });
      }`,
      run,
    );
    await killAtOnce(child);
    const steps = await checkpointSteps(run);
    expect(steps.length).toBeGreaterThanOrEqual(2);
    for (const step of steps) expect((await loadCheckpoint(checkpointFolder(run, step))).step).toBe(step);
    await cleanCheckpoints(run);
    expect(readdirSync(checkpointsFolder(run))).toHaveLength(steps.length);
  });

  test('the files are the tensors and a manifest with their hash', async () => {
    const run = emptyRun(temporaryFolder());
    const saved = await saveCheckpoint(run, checkpointOf(123));
    expect(saved.folder).toBe(join(run, 'checkpoints', 'step-000123'));
    expect(readdirSync(saved.folder).sort()).toEqual(['manifest.json', 'state.safetensors']);
    expect(saved.sha256).toBe(await sha256OfFile(join(saved.folder, 'state.safetensors')));
    expect(saved.sizeBytes).toBe(statSync(join(saved.folder, 'state.safetensors')).size);
  });

  test('saving the same step again with the same content keeps the first', async () => {
    const run = emptyRun(temporaryFolder());
    const { folder } = await saveCheckpoint(run, checkpointOf(5));
    const before = statSync(join(folder, 'state.safetensors')).ino;
    await saveCheckpoint(run, checkpointOf(5));
    expect(statSync(join(folder, 'state.safetensors')).ino).toBe(before);
  });

  test('saving the same step again with other content takes its place', async () => {
    const run = emptyRun(temporaryFolder());
    await saveCheckpoint(run, checkpointOf(5));
    await saveCheckpoint(run, {
      ...checkpointOf(5),
      tensors: { w: { shape: [1], values: new Float32Array([9]) } },
    });
    expect((await latestGoodCheckpoint(run)).checkpoint.tensors).toHaveProperty('w');
    expect(readdirSync(checkpointsFolder(run))).toEqual(['step-000005']);
  });

  test('saving over a damaged checkpoint takes its place', async () => {
    const run = emptyRun(temporaryFolder());
    const { folder } = await saveCheckpoint(run, checkpointOf(5));
    writeFileSync(join(folder, 'state.safetensors'), 'garbage');
    await saveCheckpoint(run, checkpointOf(5));
    expect((await loadCheckpoint(folder)).step).toBe(5);
  });
});

describe('retention', () => {
  test('the three newest and the milestones stay', async () => {
    const run = emptyRun(temporaryFolder());
    for (const step of [10, 20, 30, 40, 50, 60]) await saveCheckpoint(run, checkpointOf(step, step === 20));
    expect(await removeOldCheckpoints(run)).toEqual([10, 30]);
    expect(await checkpointSteps(run)).toEqual([20, 40, 50, 60]);
  });

  test('fewer than are kept stay as they are', async () => {
    const run = emptyRun(temporaryFolder());
    await saveCheckpoint(run, checkpointOf(1));
    expect(await removeOldCheckpoints(run)).toEqual([]);
  });

  test('a damaged old one is left for people to look at', async () => {
    const run = emptyRun(temporaryFolder());
    for (const step of [1, 2, 3, 4]) await saveCheckpoint(run, checkpointOf(step));
    const manifest = join(checkpointFolder(run, 1), 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('cyclegan', 'cyclegen'));
    expect(await removeOldCheckpoints(run)).toEqual([]);
    expect(existsSync(manifest)).toBe(true);
  });

  test('steps are sorted as numbers', async () => {
    const run = emptyRun(temporaryFolder());
    for (const step of [1_000_000, 999_999, 7]) await saveCheckpoint(run, checkpointOf(step));
    expect(await checkpointSteps(run)).toEqual([7, 999_999, 1_000_000]);
  });
});
