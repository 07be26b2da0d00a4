import { describe, expect, test } from 'vitest';
import type { Job } from '../../core/contract/jobs-contract.ts';
import { workOf } from './photo-work.ts';

const job = (id: number, state: Job['state'], photoId = 7): Job => ({
  id,
  kind: 'translate',
  title: '',
  subject: { type: 'photo', key: String(photoId) },
  groupId: null,
  state,
  isStopping: false,
  fraction: state === 'running' ? 0.25 : null,
  stage: null,
  etaSeconds: null,
  waitingFor: null,
  can: { pause: false, continue: false, cancel: true, retry: false, move: false },
  failure: null,
  summary: null,
  createdMs: 0,
  startedMs: null,
  endedMs: null,
});

describe('photo work', () => {
  test('photo work: the job of another photo says nothing', () => {
    expect(workOf(7, [job(1, 'running', 8)], 0).state).toBe('none');
  });

  test('photo work: an export of the photo does not count as its translation', () => {
    expect(workOf(7, [{ ...job(1, 'running'), kind: 'export' }], 0).state).toBe('none');
  });

  test('photo work: a failure shows until the photo is tried again', () => {
    expect(workOf(7, [job(1, 'failed')], 0).state).toBe('failed');
    expect(workOf(7, [job(1, 'failed'), job(2, 'finished')], 1).state).toBe('done');
  });

  test('photo work: what runs goes before what waits', () => {
    expect(workOf(7, [job(2, 'queued'), job(1, 'running')], 0)).toMatchObject({
      state: 'running',
      fraction: 0.25,
    });
  });

  test('photo work: a photo with results is done', () => {
    expect(workOf(7, [], 2).state).toBe('done');
  });
});
