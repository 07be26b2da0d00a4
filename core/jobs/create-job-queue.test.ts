import { describe, expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import { jobOf, openQueue, settled } from './job-queue-stand-in.ts';

describe('queue: what goes wrong', () => {
  test('a job that is not there is refused with its code', async () => {
    const { queue } = await openQueue();
    expect(() => queue.cancel(7)).toThrow(expect.objectContaining({ reason: 'job-not-found' }));
  });

  test('what a state does not allow is refused with the state', async () => {
    const { queue, running } = await openQueue();
    const { id } = queue.add(jobOf('a'));
    await settled();
    expect(() => queue.pause(id)).toThrow('"Do a" cannot be paused: it is running.');
    running('a').finish();
    await queue.ended(id);
    expect(() => queue.cancel(id)).toThrow(expect.objectContaining({ reason: 'job-state' }));
  });

  test('S-65 a job that fails says why, and the next one is run', async () => {
    const { queue, running } = await openQueue();
    const [first, second] = [queue.add(jobOf('a')), queue.add(jobOf('b'))];
    await settled();
    running('a').fail(new CoreError('engine-failed', 'It died.', { engine: 'preview' }));
    expect(await queue.ended(first.id)).toEqual({
      state: 'failed',
      failure: {
        code: 'D-ENG-003',
        reason: 'engine-failed',
        message: 'It died.',
        details: { engine: 'preview' },
      },
    });
    await settled();
    running('b').finish({ summary: 'Done.' });
    expect(await queue.ended(second.id)).toMatchObject({ state: 'finished', summary: 'Done.' });
  });

  test('an unforeseen error shows nothing of its inside', async () => {
    const { queue, running } = await openQueue();
    const { id } = queue.add(jobOf('a'));
    await settled();
    running('a').fail(new TypeError('x is undefined'));
    await queue.ended(id);
    expect(queue.get(id).failure?.reason).toBe('unexpected-error');
  });

  test('work that nobody here knows waits, and says so', async () => {
    const { queue } = await openQueue();
    const job = queue.add({ kind: 'paint', title: 'Paint', payload: null });
    expect(job).toMatchObject({ state: 'queued', can: { cancel: false } });
    expect(job.waitingFor).toContain('cannot do this work');
  });

  test('a job whose undo fails is cancelled and says why it is not undone', async () => {
    const undo = () => Promise.reject(new CoreError('disk-full', 'Full.'));
    const { queue } = await openQueue({ kinds: { undo } });
    const { id } = queue.add(jobOf('a'));
    queue.cancel(id);
    await queue.ended(id);
    expect(queue.get(id)).toMatchObject({ state: 'cancelled', failure: { reason: 'disk-full' } });
  });
});

describe('queue: many jobs', () => {
  test('what is added in a transaction that is rolled back is never started', async () => {
    const { queue, catalog, started } = await openQueue();
    const work = () =>
      catalog.transaction(() => {
        queue.add(jobOf('a'));
        throw new CoreError('disk-full', 'Full.');
      });
    expect(work).toThrow('Full.');
    queue.add(jobOf('b'));
    await settled();
    expect(started).toEqual(['b']);
  });

  test('thousands are added and cancelled without keeping anyone waiting', async () => {
    const { queue, catalog } = await openQueue();
    const count = 3000;
    const ids = catalog.transaction(() =>
      Array.from({ length: count }, (_, i) => queue.add({ ...jobOf(`${i}`), groupId: 'batch' }).id),
    );
    expect(queue.get(ids.at(-1)!).waitingFor).toBe(`Waits for ${count - 1} jobs before it.`);
    queue.cancelGroup('batch', 'now');
    await Promise.all(ids.map((id) => queue.ended(id)));
    expect(catalog.jobs.list('cancelled')).toHaveLength(count);
  });
});

describe('queue: stopping', () => {
  test('S-67 a cancel is acknowledged at once, kept, and undone when the work has stopped', async () => {
    const { queue, catalog, undone } = await openQueue();
    const { id } = queue.add(jobOf('a'));
    await settled();
    queue.cancel(id);
    expect(queue.get(id)).toMatchObject({ state: 'running', isStopping: true, can: { cancel: false } });
    expect(catalog.jobs.get(id)?.stopping).toBe('cancel');
    expect(await queue.ended(id)).toEqual({ state: 'cancelled' });
    expect(undone).toEqual(['a']);
    expect(queue.get(id)).toMatchObject({ isStopping: false, can: { retry: true } });
  });

  test('a waiting job that is cancelled never starts', async () => {
    const { queue, started, undone } = await openQueue();
    queue.add(jobOf('a'));
    await settled();
    const { id } = queue.add(jobOf('b'));
    queue.cancel(id);
    expect(await queue.ended(id)).toEqual({ state: 'cancelled' });
    expect({ started, undone }).toEqual({ started: ['a'], undone: ['b'] });
  });

  test('work that was done when it was cancelled is undone if it can be', async () => {
    const { queue, running, undone } = await openQueue();
    const { id } = queue.add(jobOf('a'));
    await settled();
    running('a').finish();
    queue.cancel(id);
    expect(await queue.ended(id)).toEqual({ state: 'cancelled' });
    expect(undone).toEqual(['a']);
  });

  test('a group is cancelled after the one that runs', async () => {
    const { queue } = await openQueue();
    const ids = ['a', 'b', 'c'].map((payload) => queue.add({ ...jobOf(payload), groupId: 'batch' }).id);
    await settled();
    const other = queue.add(jobOf('d'));
    queue.cancelGroup('batch', 'after-this');
    await Promise.all(ids.slice(1).map((id) => queue.ended(id)));
    expect(ids.map((id) => queue.get(id).state)).toEqual(['running', 'cancelled', 'cancelled']);
    expect(queue.get(other.id)).toMatchObject({ state: 'queued', isStopping: false });
    queue.cancelGroup('batch', 'now');
    expect(await queue.ended(ids[0]!)).toEqual({ state: 'cancelled' });
  });

  test('everything is cancelled at once', async () => {
    const { queue } = await openQueue();
    const ids = [queue.add(jobOf('a')), queue.add(jobOf('b')), queue.add(jobOf('c', 'train'))].map(
      ({ id }) => id,
    );
    queue.cancelAll();
    const ends = await Promise.all(ids.map((id) => queue.ended(id)));
    expect(ends).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }, { state: 'cancelled' }]);
  });

  test('a paused job keeps how far it was and goes on later', async () => {
    const { queue, running } = await openQueue();
    const { id } = queue.add(jobOf('a', 'train'));
    await settled();
    running('a').work.report({ fraction: 0.4 });
    expect(queue.get(id).fraction).toBe(0.4);
    queue.pause(id);
    expect(await queue.ended(id)).toEqual({ state: 'paused' });
    queue.continue(id);
    await settled();
    running('a').finish();
    expect(await queue.ended(id)).toMatchObject({ state: 'finished' });
  });

  test('a job that is being paused can be cancelled', async () => {
    const { queue, undone } = await openQueue();
    const { id } = queue.add(jobOf('a', 'train'));
    await settled();
    queue.pause(id);
    queue.cancel(id);
    expect(await queue.ended(id)).toEqual({ state: 'cancelled' });
    expect(undone).toEqual(['a']);
  });

  test('a cancelled job is run again on request, from the end of the queue', async () => {
    const { queue, started } = await openQueue();
    const { id } = queue.add(jobOf('a'));
    await settled();
    queue.cancel(id);
    await queue.ended(id);
    queue.retry(id);
    await settled();
    expect(queue.get(id).state).toBe('running');
    expect(started).toEqual(['a', 'a']);
  });
});

describe('queue: order', () => {
  test('jobs of one class run one after the other, classes beside each other', async () => {
    const { queue, started } = await openQueue();
    queue.add(jobOf('a'));
    queue.add(jobOf('b', 'two'));
    queue.add(jobOf('c', 'train'));
    await settled();
    expect(started).toEqual(['a', 'c']);
  });

  test('waiting jobs say why', async () => {
    const { queue } = await openQueue();
    queue.add(jobOf('a', 'train'));
    await settled();
    const [b, c, d] = ['b', 'c', 'd'].map((payload) => queue.add(jobOf(payload, 'train')));
    expect(b!.waitingFor).toBe('"Do a" is using the processor; starts when it ends.');
    expect(c!.waitingFor).toBe('Waits for 2 jobs before it.');
    expect(d!.waitingFor).toBe('Waits for 3 jobs before it.');
    queue.setHeld(true);
    expect(queue.get(d!.id).waitingFor).toBe('The queue is on hold.');
  });

  test('a person can change the order, and a priority goes first', async () => {
    const { queue } = await openQueue();
    queue.setHeld(true);
    const ids = new Map(['a', 'b', 'c', 'd'].map((payload) => [payload, queue.add(jobOf(payload)).id]));
    const order = () =>
      queue
        .list({ ended: 0 })
        .map(({ title }) => title.at(-1))
        .join('');
    queue.move(ids.get('d')!, 'front');
    expect(order()).toBe('dabc');
    queue.move(ids.get('a')!, 'later');
    expect(order()).toBe('dbac');
    queue.move(ids.get('a')!, 'earlier');
    expect(order()).toBe('dabc');
    queue.move(ids.get('d')!, 'back');
    expect(order()).toBe('abcd');
    queue.move(ids.get('d')!, 'later');
    expect(order()).toBe('abcd');
    queue.add({ ...jobOf('e'), priority: 1 });
    expect(order()).toBe('eabcd');
    queue.move(ids.get('c')!, 'front');
    expect(order()).toBe('ceabd');
  });

  test('a queue on hold starts nothing, and starts when it goes on', async () => {
    const { queue, started } = await openQueue();
    queue.setHeld(true);
    queue.add(jobOf('a'));
    await settled();
    expect(started).toEqual([]);
    queue.setHeld(false);
    await settled();
    expect(started).toEqual(['a']);
  });
});
