import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openForTest, runOf } from '../catalog/catalog-stand-in.ts';
import { killAtOnce, startApart } from '../files/child-process-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { jobOf, openQueue, settled } from './job-queue-stand-in.ts';

describe('queue: what is told', () => {
  test('every state is told, progress at most five times a second, and the last of it always', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const { queue, running, told } = await openQueue();
      const { id } = queue.add(jobOf('a'));
      await settled();
      const before = told.length;
      for (let i = 0; i < 1000; i++) {
        running('a').work.report({ fraction: i / 1000 });
        vi.advanceTimersByTime(1);
      }
      vi.advanceTimersByTime(200);
      expect(told.length - before).toBeLessThanOrEqual(6);
      expect(told.at(-1)).toMatchObject({ id, fraction: 0.999 });
    } finally {
      vi.useRealTimers();
    }
  });

  test('progress reaches the catalog about once a second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const { queue, running, catalog } = await openQueue();
      const { id } = queue.add(jobOf('a'));
      await settled();
      running('a').work.report({ fraction: 0.5 });
      expect(catalog.jobs.get(id)?.progress).toBe(0);
      vi.advanceTimersByTime(1000);
      expect(catalog.jobs.get(id)?.progress).toBe(0.5);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a job that is done in part is finished with a warning', async () => {
    const { queue, running } = await openQueue();
    const { id } = queue.add(jobOf('a'));
    await settled();
    running('a').finish({ summary: '3 photos', failures: 2, outcome: { failed: [4, 5] } });
    await queue.ended(id);
    expect(queue.get(id)).toMatchObject({ state: 'finished', failure: { reason: 'finished-with-failures' } });
    expect(queue.outcome(id)).toEqual({ failed: [4, 5] });
  });

  test('the list holds what runs, what waits, what is paused, then the newest that ended', async () => {
    const { queue, running } = await openQueue();
    const ids = ['a', 'b', 'c', 'd'].map((payload) => queue.add(jobOf(payload)).id);
    await settled();
    running('a').finish();
    await queue.ended(ids[0]!);
    queue.cancel(ids[2]!);
    await queue.ended(ids[2]!);
    expect(queue.list({ ended: 10 }).map(({ id }) => id)).toEqual([ids[1], ids[3], ids[2], ids[0]]);
    expect(queue.list({ ended: 1 }).map(({ id }) => id)).toEqual([ids[1], ids[3], ids[2]]);
    queue.prune();
    expect(queue.list({ ended: 10 }).map(({ id }) => id)).toEqual([ids[1], ids[3]]);
  });
});

/** Works on the queue until it is killed, having been asked to cancel the job `c`, whose undoing takes forever. */
const workingProcess = `import { openCatalog } from './catalog/open-catalog.ts';
  import { createJobQueue } from './jobs/create-job-queue.ts';
  const queue = createJobQueue(await openCatalog(process.argv[1]));
  const forever = () => new Promise(() => undefined);
  const common = { run: forever, undo: forever, canPause: false };
  queue.register({ ...common, kind: 'one', resource: 'disk', afterCrash: 'requeue' });
  queue.register({ ...common, kind: 'train', resource: 'trainer', afterCrash: 'interrupted' });
  queue.open();
  const add = (kind, payload) => queue.add({ kind, title: payload, payload }).id;
  add('one', 'a'); add('one', 'b'); queue.cancel(add('one', 'c')); add('train', 't'); add('train', 'u');
  setImmediate(() => console.log('working'));
  setInterval(() => queue, 1000);`;

describe('queue: after the end of the program', () => {
  test('S-53 S-67 after kill -9 everything is taken up: cancelled, started again, or left to a person', async () => {
    const path = join(temporaryFolder(), 'catalog.db');
    await killAtOnce(await startApart(workingProcess, path));
    const { queue, started, undone, catalog } = await openQueue({ path, isOpen: false });
    const interrupted = queue.open();
    await settled();
    expect(interrupted).toMatchObject([
      { title: 't', failure: { code: 'D-JOB-003' }, can: { continue: true } },
    ]);
    expect(started).toEqual(['a', 'u']);
    expect(undone).toEqual(['c']);
    expect(catalog.jobs.list().map(({ state }) => state)).toEqual([
      ...['running', 'queued', 'cancelled', 'interrupted', 'running'],
    ]);
    expect(catalog.faults()).toEqual([]);
  });

  test('what another process runs is shown and left alone', async () => {
    const path = join(temporaryFolder(), 'catalog.db');
    const worker = await startApart(workingProcess, path);
    const { queue, started } = await openQueue({ path, isOpen: false });
    expect(queue.open()).toEqual([]);
    expect(queue.list({ ended: 0 })[0]).toMatchObject({
      title: 'a',
      state: 'running',
      can: { cancel: false },
    });
    expect(started).not.toContain('a');
    await killAtOnce(worker);
  });

  test('closing pauses what can be paused and lets the rest start again at the next opening', async () => {
    const path = join(temporaryFolder(), 'catalog.db');
    const { queue } = await openQueue({ path });
    const ids = [queue.add(jobOf('a')).id, queue.add(jobOf('t', 'train')).id];
    const ends = ids.map((id) => queue.ended(id));
    await settled();
    await queue.close();
    expect(await Promise.all(ends)).toEqual([{ state: 'interrupted' }, { state: 'paused' }]);
    const { jobs } = await openForTest(path);
    expect(ids.map((id) => jobs.get(id)?.state)).toEqual(['queued', 'paused']);
  });

  test('a library that opens for looking shows its jobs and starts none', async () => {
    const { queue, catalog, started } = await openQueue({ isOpen: false });
    catalog.jobs.add(jobOf('a'));
    Object.assign(catalog, { readOnly: true });
    expect(queue.open()).toEqual([]);
    await settled();
    expect(started).toEqual([]);
    expect(queue.list({ ended: 0 })).toHaveLength(1);
  });
});

describe('queue: a full disk', () => {
  test('S-59 a job that ends while the disk is full says so, and ends once there is room', async () => {
    const { queue, running, catalog } = await openQueue({ maximumPages: 300 });
    const { id } = queue.add(jobOf('a'));
    await settled();
    const filling: number[] = [];
    const options = { note: 'x'.repeat(40_000) };
    const fill = () => {
      for (;;) filling.push(catalog.runs.add({ ...runOf(`${filling.length}`), options }).id);
    };
    expect(fill).toThrow(expect.objectContaining({ reason: 'disk-full' }));
    running('a').finish({ summary: 'y'.repeat(100_000) });
    await vi.waitUntil(() => queue.get(id).stage !== null);
    expect(queue.get(id)).toMatchObject({
      state: 'running',
      stage: expect.stringContaining('The disk is full') as string,
    });
    for (const filler of filling) catalog.runs.remove(filler);
    expect(await queue.ended(id)).toMatchObject({ state: 'finished' });
  });
});

test('queue: S-67 work that had come to an end which is not taken back is finished, not cancelled', async () => {
  const { queue, running, undone } = await openQueue();
  const { id } = queue.add(jobOf('a'));
  await settled();
  running('a').finish({ isFinal: true });
  queue.cancel(id);
  expect(await queue.ended(id)).toMatchObject({ state: 'finished' });
  expect(undone).toEqual([]);
});
