import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { checkpointFolder, checkpointsFolder } from './checkpoint-folder.ts';
import { checkpointOf, emptyRun } from './checkpoint-stand-in.ts';
import { latestGoodCheckpoint, loadCheckpoint } from './load-checkpoint.ts';
import { saveCheckpoint } from './save-checkpoint.ts';

/** A run with checkpoints of the steps 1 and 2; returns the run and the newer checkpoint's folder. */
async function runOfTwo(): Promise<{ run: string; newest: string }> {
  const run = emptyRun(temporaryFolder());
  await saveCheckpoint(run, checkpointOf(1));
  const { folder } = await saveCheckpoint(run, checkpointOf(2));
  return { run, newest: folder };
}

function changeOneBit(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.byteLength - 1]! ^= 1;
  writeFileSync(path, bytes);
}

function editManifest(folder: string, from: string, to: string): void {
  const path = join(folder, 'manifest.json');
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

const damages: readonly (readonly [string, (folder: string) => void])[] = [
  ['one changed bit in the tensors', (folder) => changeOneBit(join(folder, 'state.safetensors'))],
  ['tensors cut short', (folder) => truncateSync(join(folder, 'state.safetensors'), 40)],
  ['tensors of no length', (folder) => truncateSync(join(folder, 'state.safetensors'), 0)],
  ['missing tensors', (folder) => rmSync(join(folder, 'state.safetensors'))],
  ['a missing manifest', (folder) => rmSync(join(folder, 'manifest.json'))],
  ['a manifest cut short', (folder) => truncateSync(join(folder, 'manifest.json'), 100)],
  ['a changed digit in an option', (folder) => editManifest(folder, '128', '129')],
  ['a changed random state', (folder) => editManifest(folder, '-2', '2')],
  ['a manifest that is null', (folder) => writeFileSync(join(folder, 'manifest.json'), 'null')],
];

describe('loading a checkpoint', () => {
  test('a folder that does not exist is damaged, not a crash', async () => {
    const loading = loadCheckpoint(checkpointFolder(emptyRun(temporaryFolder()), 1));
    await expect(loading).rejects.toMatchObject({ reason: 'damaged-checkpoint' });
  });

  test.each(damages)('%s is noticed', async (_what, damage) => {
    const { newest } = await runOfTwo();
    damage(newest);
    await expect(loadCheckpoint(newest)).rejects.toMatchObject({ reason: 'damaged-checkpoint' });
  });

  test("another step's checkpoint under this name is noticed", async () => {
    const { run, newest } = await runOfTwo();
    renameSync(newest, checkpointFolder(run, 9));
    await expect(loadCheckpoint(checkpointFolder(run, 9))).rejects.toThrow('its step should be');
  });

  test('all that was saved comes back', async () => {
    const { newest } = await runOfTwo();
    const { tensors, manifest, step } = await loadCheckpoint(newest);
    const saved = checkpointOf(2);
    expect({ tensors, step }).toEqual({ tensors: saved.tensors, step: 2 });
    expect(manifest).toMatchObject({ ...saved.manifest, milestone: false, formatVersion: 1 });
  });
});

describe('the latest good checkpoint', () => {
  test('a run without any says so', async () => {
    await expect(latestGoodCheckpoint(emptyRun(temporaryFolder()))).rejects.toMatchObject({
      reason: 'no-checkpoint',
    });
  });

  test('when all are damaged the error says how many', async () => {
    const { run } = await runOfTwo();
    for (const step of [1, 2]) rmSync(join(checkpointFolder(run, step), 'manifest.json'));
    await expect(latestGoodCheckpoint(run)).rejects.toThrow('2 damaged');
  });

  test.each(damages)(
    '%s: the one before is used, with a warning, and the damaged one set aside',
    async (_w, damage) => {
      const { run, newest } = await runOfTwo();
      damage(newest);
      const { checkpoint, warnings } = await latestGoodCheckpoint(run);
      expect(checkpoint.step).toBe(1);
      expect(warnings).toMatchObject([{ step: 2, setAside: `${newest}.damaged` }]);
      expect(existsSync(`${newest}.damaged`)).toBe(true);
    },
  );

  test('a second damaged checkpoint of the same step does not replace the first', async () => {
    const { run, newest } = await runOfTwo();
    for (let time = 0; time < 2; time++) {
      await saveCheckpoint(run, checkpointOf(2));
      changeOneBit(join(newest, 'state.safetensors'));
      await latestGoodCheckpoint(run);
    }
    const names = readdirSync(checkpointsFolder(run)).sort();
    expect(names).toEqual(['step-000001', 'step-000002.damaged', 'step-000002.damaged-2']);
  });

  test('the newest is used when it is good', async () => {
    const { run } = await runOfTwo();
    const { checkpoint, warnings } = await latestGoodCheckpoint(run);
    expect({ step: checkpoint.step, warnings }).toEqual({ step: 2, warnings: [] });
  });
});
