import { describe, expect, test } from 'vitest';
import type { Job } from '../../contract/jobs-contract.ts';
import type { JobKind } from '../../jobs/job-kind.ts';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { openHouse, type TestHouse } from '../house-stand-in.ts';
import { jobsPart } from './jobs-part.ts';

const call = () => ({ signal: new AbortController().signal });

/** A house with a kind of work that ends when it is asked to stop. */
async function houseWithWork(): Promise<TestHouse> {
  const work: JobKind<null> = {
    kind: 'work',
    resource: 'disk',
    canPause: true,
    afterCrash: 'requeue',
    run: (_payload, { signal, report }) =>
      new Promise((resolve) => {
        report({ fraction: 0.5, stage: 'half of it' });
        signal.addEventListener('abort', () => resolve({ summary: 'stopped' }));
      }),
  };
  return openHouse([jobsPart, () => ({ areas: {}, jobs: [work] })]);
}

const add = ({ house }: TestHouse) => house.queue.add({ kind: 'work', title: 'Work', payload: null });

describe('jobs area', () => {
  test('a job that is not there is refused', async () => {
    const { areas } = await houseWithWork();
    expect(() => areas.jobs.cancel({ jobId: 9 }, call())).toThrow(
      expect.objectContaining({ reason: 'job-not-found' }),
    );
  });

  test('watching tells each change until the caller leaves', async () => {
    const house = await houseWithWork();
    const leaving = new AbortController();
    const stream = await house.areas.jobs.watch(undefined, { signal: leaving.signal });
    const first = stream.next();
    const { id } = add(house);
    expect((await first).value).toMatchObject({ id });
    const seen: Job[] = [];
    for await (const job of stream) {
      seen.push(job);
      if (job.state === 'running' && !job.isStopping) await house.areas.jobs.cancel({ jobId: id }, call());
      if (job.state === 'finished') leaving.abort();
    }
    expect(seen.at(-1)).toMatchObject({ id, state: 'finished', summary: 'stopped' });
  });

  test('pages read the list again when a job comes, starts and ends, and not for its progress', async () => {
    const house = await houseWithWork();
    const { id } = add(house);
    const end = house.house.queue.ended(id);
    await new Promise((resolve) => setImmediate(resolve));
    await house.areas.jobs.cancel({ jobId: id }, call());
    await end;
    const told = house.changes.filter(({ topic }) => topic === 'jobs');
    expect(told).toEqual([
      { topic: 'jobs', ids: [id] },
      { topic: 'jobs', ids: [id] },
      { topic: 'jobs', ids: [id] },
    ]);
  });

  test('a queue on hold says so', async () => {
    const { areas } = await houseWithWork();
    await areas.jobs.setHeld({ isHeld: true }, call());
    expect(await areas.jobs.isHeld(undefined as never, call())).toEqual({ isHeld: true });
  });

  test('a queue on hold is on hold after a restart, until it goes on', async () => {
    const root = temporaryFolder();
    const first = await openHouse([jobsPart], { root });
    await first.areas.jobs.setHeld({ isHeld: true }, call());
    await first.close();
    const second = await openHouse([jobsPart], { root });
    expect(second.house.queue.isHeld).toBe(true);
    await second.areas.jobs.setHeld({ isHeld: false }, call());
    await second.close();
    expect((await openHouse([jobsPart], { root })).house.queue.isHeld).toBe(false);
  });
});
