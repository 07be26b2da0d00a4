import { describe, expect, test } from 'vitest';
import type { Job } from '../../core/contract/jobs-contract.ts';
import { batchLeft } from './batch-left.ts';

const job = (state: Job['state'], more: Partial<Job> = {}): Job => ({
  ...{ id: 1, kind: 'translate', title: '', subject: null, groupId: 'one', state, isStopping: false },
  ...{ fraction: null, stage: null, etaSeconds: null, waitingFor: null, failure: null, summary: null },
  can: { pause: false, continue: false, cancel: true, retry: false, move: true },
  ...{ createdMs: 0, startedMs: null, endedMs: null },
  ...more,
});
const done = (seconds: number, groupId = 'one') =>
  job('finished', { groupId, startedMs: 1000, endedMs: 1000 + seconds * 1000 });

describe('what is left of a batch (B6)', () => {
  test('nothing is said before its first photo is done, or where nothing waits', () => {
    expect(batchLeft([job('running'), job('queued')])).toBeNull();
    expect(batchLeft([done(4, 'another'), job('queued')])).toBeNull();
    expect(batchLeft([done(4)])).toBeNull();
  });

  test('it follows from those that are done, and counts the rest of the one that runs', () => {
    const left = batchLeft([done(8), done(12), job('running', { fraction: 0.5 }), job('queued')]);
    expect(left).toEqual({ low: 12, high: 19.5 });
  });

  test('the export at its end is no photo', () => {
    const last = job('queued', { kind: 'export' });
    expect(batchLeft([done(10), job('queued'), last])).toEqual({ low: 8, high: 13 });
  });
});
