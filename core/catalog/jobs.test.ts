import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openForTest } from './catalog-stand-in.ts';

const open = () => openForTest(join(temporaryFolder(), 'catalog.db'));

describe('jobs', () => {
  test('a progress beyond 1 is refused', async () => {
    const { jobs } = await open();
    const { id } = jobs.add({ kind: 'translate', payload: {} });
    expect(() => jobs.progress(id, 1.5)).toThrow('CHECK');
  });

  test('a new job waits in the queue with its payload', async () => {
    const { jobs } = await open();
    const payload = { photos: ['a.jpg', 'b.jpg'], style: 'dusk' };
    const job = jobs.add({ kind: 'translate', payload });
    expect(job).toMatchObject({ state: 'queued', progress: 0, payload, error: null, session: null });
    expect(jobs.list('queued')).toEqual([job]);
  });

  test('the queue keeps its order', async () => {
    const { jobs } = await open();
    const ids = ['one', 'two', 'three'].map((kind) => jobs.add({ kind, payload: null }).id);
    jobs.requeue(ids[0]!);
    expect(jobs.list('queued').map(({ kind }) => kind)).toEqual(['one', 'two', 'three']);
  });

  test('a failed job keeps its progress and says why', async () => {
    const { jobs } = await open();
    const { id } = jobs.add({ kind: 'translate', payload: {} });
    jobs.start(id);
    jobs.progress(id, 0.25);
    jobs.stop(id, 'failed', 'D-DSK-001');
    expect(jobs.get(id)).toMatchObject({
      state: 'failed',
      progress: 0.25,
      error: 'D-DSK-001',
      session: null,
    });
  });

  test('a finished job is complete', async () => {
    const { jobs } = await open();
    const { id } = jobs.add({ kind: 'translate', payload: {} });
    jobs.start(id);
    jobs.stop(id, 'finished');
    expect(jobs.get(id)).toMatchObject({ state: 'finished', progress: 1 });
  });
});
