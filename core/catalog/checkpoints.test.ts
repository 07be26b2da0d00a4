import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { hashOf, openForTest, runOf } from './catalog-stand-in.ts';

const checkpointOf = (runId: number, step: number, digit = step) => ({
  runId,
  step,
  folder: `checkpoints/step-${step}`,
  sha256: hashOf(digit),
  sizeBytes: 100,
  milestone: step === 20,
});

async function openWithRun() {
  const catalog = await openForTest(join(temporaryFolder(), 'catalog.db'));
  return { ...catalog, runId: catalog.runs.add(runOf('dusk')).id };
}

describe('checkpoints', () => {
  test('one of an unknown run is refused', async () => {
    const { checkpoints } = await openWithRun();
    expect(() => checkpoints.add(checkpointOf(99, 10))).toThrow('FOREIGN KEY');
  });

  test('they come back in the order of their steps, milestones marked', async () => {
    const { checkpoints, runId } = await openWithRun();
    for (const step of [30, 10, 20]) checkpoints.add(checkpointOf(runId, step));
    const found = checkpoints.list(runId).map(({ step, milestone }) => [step, milestone]);
    expect(found).toEqual([
      [10, false],
      [20, true],
      [30, false],
    ]);
  });

  test('one of the same step takes the place of the first', async () => {
    const { checkpoints, runId } = await openWithRun();
    checkpoints.add(checkpointOf(runId, 10));
    checkpoints.add(checkpointOf(runId, 10, 7));
    expect(checkpoints.list(runId)).toMatchObject([{ step: 10, sha256: hashOf(7) }]);
  });

  test('removed ones are forgotten', async () => {
    const { checkpoints, runId } = await openWithRun();
    for (const step of [10, 20, 30]) checkpoints.add(checkpointOf(runId, step));
    checkpoints.remove(runId, [10, 30, 99]);
    expect(checkpoints.list(runId).map(({ step }) => step)).toEqual([20]);
  });
});
