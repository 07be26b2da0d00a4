import { describe, expect, it } from 'vitest';
import type { Job } from '../../core/contract/jobs-contract.ts';
import { announceQueue, inOrder, sayJob, sayQueue } from './queue-words.ts';

function job(more: Partial<Job> = {}): Job {
  return {
    id: 1,
    kind: 'import',
    title: 'Add 3 photos',
    subject: null,
    groupId: null,
    state: 'queued',
    isStopping: false,
    fraction: null,
    stage: null,
    etaSeconds: null,
    waitingFor: null,
    can: { pause: false, continue: false, cancel: true, retry: false, move: true },
    failure: null,
    summary: null,
    createdMs: 0,
    startedMs: null,
    endedMs: null,
    ...more,
  };
}

describe('words of the queue', () => {
  it('say that there is nothing to do', () => expect(sayQueue([], false)).toBe('Nothing to do'));

  it('count what runs, waits and needs a look', () => {
    const jobs = [
      job({ state: 'running' }),
      job(),
      job(),
      job({ state: 'failed' }),
      job({ state: 'finished' }),
    ];
    expect(sayQueue(jobs, false)).toBe('1 running · 2 waiting · 1 failed');
  });

  it('call waiting jobs held while the queue is held', () => {
    expect(sayQueue([job()], true)).toBe('1 held');
  });
});

describe('words of a job', () => {
  it('say at once that it is told to stop', () => {
    expect(sayJob(job({ state: 'running', isStopping: true, stage: 'Reading' }))).toBe('Stopping…');
  });

  it('say why it waits', () => {
    expect(sayJob(job({ waitingFor: 'Waits for the training' }))).toBe('Waits for the training');
  });

  it('say stage, part and time left as a range', () => {
    const running = job({
      state: 'running',
      stage: 'Reading',
      fraction: 0.4,
      etaSeconds: { low: 180, high: 300 },
    });
    expect(sayJob(running)).toBe('Reading · 40 % · 3 to 5 min left');
  });

  it('say that a cancelled job changed nothing', () => {
    expect(sayJob(job({ state: 'cancelled' }))).toBe('Cancelled. Nothing was changed');
  });

  it('give the message of a failure', () => {
    const failure = {
      code: 'D-DSK-001',
      reason: 'disk-full' as const,
      message: 'The disk is full.',
      details: {},
    };
    expect(sayJob(job({ state: 'failed', failure }))).toBe('The disk is full.');
  });
});

describe('what is announced of the queue', () => {
  it('is nothing while nothing runs', () => expect(announceQueue([job()])).toBe(''));

  it('is the first job and how many more', () => {
    const running = job({ state: 'running', fraction: 0.5 });
    expect(announceQueue([running, running, running])).toBe(
      'Add 3 photos: Running · 50 %, and 2 more running',
    );
  });
});

describe('the order of the queue', () => {
  it('is running, waiting as they come, then the newest that ended', () => {
    const jobs = [
      job({ id: 1, state: 'finished', endedMs: 10 }),
      job({ id: 2 }),
      job({ id: 3, state: 'failed', endedMs: 20 }),
      job({ id: 4 }),
      job({ id: 5, state: 'running' }),
    ];
    expect(inOrder(jobs).map(({ id }) => id)).toEqual([5, 2, 4, 3, 1]);
  });
});
