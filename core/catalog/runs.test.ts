import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { datasetOf, openForTest, runOf } from './catalog-stand-in.ts';

const open = () => openForTest(join(temporaryFolder(), 'catalog.db'));

describe('runs', () => {
  test('a name that is taken is refused', async () => {
    const { runs } = await open();
    runs.add(runOf('dusk'));
    const again = () => runs.add({ ...runOf('dusk'), folder: 'elsewhere' });
    expect(again).toThrow(expect.objectContaining({ reason: 'output-exists' }) as Error);
  });

  test('a dataset version that does not exist is refused', async () => {
    const { runs } = await open();
    expect(() => runs.add({ ...runOf('dusk'), datasetVersionId: 7 })).toThrow('FOREIGN KEY');
  });

  test('changing an unknown run is refused', async () => {
    const { runs } = await open();
    const update = () => runs.update(7, { step: 1 });
    expect(update).toThrow(expect.objectContaining({ reason: 'run-not-found' }) as Error);
  });

  test('a new run is running at step 0 and keeps its options', async () => {
    const { runs, datasets } = await open();
    const datasetVersionId = datasets.add(datasetOf('scenes', 1)).id;
    const added = runs.add({ ...runOf('dusk'), datasetVersionId });
    expect(added).toMatchObject({ ...runOf('dusk'), datasetVersionId, state: 'running', step: 0 });
    expect(runs.find('dusk')).toEqual(added);
    expect(runs.list()).toEqual([added]);
  });

  test('state and step change apart', async () => {
    const { runs } = await open();
    const { id } = runs.add(runOf('dusk'));
    expect(runs.update(id, { step: 40 })).toMatchObject({ state: 'running', step: 40 });
    expect(runs.update(id, { state: 'paused' })).toMatchObject({ state: 'paused', step: 40 });
  });

  test('finished and cancelled runs are not resumed', async () => {
    const { runs } = await open();
    runs.update(runs.add(runOf('one')).id, { state: 'finished' });
    runs.update(runs.add(runOf('two')).id, { state: 'cancelled' });
    expect(runs.newestUnfinished()).toBeUndefined();
  });

  test('S-62: the run changed last is resumed, even when the clock has jumped back', async ({
    onTestFinished,
  }) => {
    const { runs } = await open();
    const first = runs.add(runOf('first'));
    runs.update(runs.add(runOf('second')).id, { state: 'paused' });
    vi.useFakeTimers({ now: 0, toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    runs.update(first.id, { state: 'interrupted' });
    expect(runs.newestUnfinished()).toMatchObject({ name: 'first', changedMs: 0 });
  });
});
