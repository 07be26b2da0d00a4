import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import { failureOf } from '../contract/failure.ts';
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
    expect(job).toMatchObject({ state: 'queued', progress: 0, payload, failure: null, session: null });
    expect(jobs.list('queued')).toEqual([job]);
  });

  test('the queue keeps its order, and one that is put back goes to its end', async () => {
    const { jobs } = await open();
    const ids = ['one', 'two', 'three'].map((kind) => jobs.add({ kind, payload: null }).id);
    jobs.requeue(ids[0]!, { keepPlace: true });
    expect(jobs.list('queued').map(({ kind }) => kind)).toEqual(['one', 'two', 'three']);
    jobs.requeue(ids[0]!);
    expect(jobs.list('queued').map(({ kind }) => kind)).toEqual(['two', 'three', 'one']);
  });

  test('a higher priority goes first', async () => {
    const { jobs } = await open();
    jobs.add({ kind: 'one', payload: null });
    jobs.add({ kind: 'two', payload: null, priority: 1 });
    expect(jobs.list('queued').map(({ kind }) => kind)).toEqual(['two', 'one']);
  });

  test('what was asked of a job outlives the process, until the job has stopped', async () => {
    const { jobs } = await open();
    const { id } = jobs.add({ kind: 'translate', payload: {} });
    jobs.ask(id, 'cancel');
    jobs.stop(id, 'interrupted');
    expect(jobs.get(id)?.stopping).toBe('cancel');
    jobs.stop(id, 'cancelled');
    expect(jobs.get(id)?.stopping).toBeNull();
  });

  test('jobs that ended are listed newest first until they are pruned', async () => {
    const { jobs } = await open();
    const ids = ['one', 'two', 'three'].map((kind) => jobs.add({ kind, payload: null }).id);
    jobs.stop(ids[1]!, 'finished', { summary: 'Done.', outcome: { photos: [1, 2] } });
    jobs.stop(ids[0]!, 'cancelled');
    expect(jobs.listEnded(10)).toMatchObject([
      { kind: 'one', state: 'cancelled' },
      { kind: 'two', summary: 'Done.', outcome: { photos: [1, 2] } },
    ]);
    expect(jobs.listEnded(1)).toHaveLength(1);
    jobs.prune();
    expect(jobs.listEnded(10)).toEqual([]);
    expect(jobs.list('queued')).toHaveLength(1);
  });

  test('a failed job keeps its progress and says why', async () => {
    const { jobs } = await open();
    const { id } = jobs.add({ kind: 'translate', payload: {} });
    const failure = failureOf(new CoreError('disk-full', 'The disk is full.', { neededBytes: 5 }));
    jobs.start(id);
    jobs.progress(id, 0.25);
    jobs.stop(id, 'failed', { failure });
    expect(jobs.get(id)).toMatchObject({
      state: 'failed',
      progress: 0.25,
      failure,
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
