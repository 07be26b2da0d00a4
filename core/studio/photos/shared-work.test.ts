import { expect, test } from 'vitest';
import { SharedWork } from './shared-work.ts';

/** Work that ends when the test says so, or is stopped. */
function slowWork() {
  const signals: AbortSignal[] = [];
  const ends: (() => void)[] = [];
  const start = (signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<string>((resolve, reject) => {
      ends.push(() => resolve('done'));
      signal.addEventListener('abort', () => reject(new Error('stopped')));
    });
  };
  return { start, signals, ends };
}

test('shared work: two who ask for the same wait for one', async () => {
  const { start, ends } = slowWork();
  const works = new SharedWork<string>();
  const signal = new AbortController().signal;
  const both = Promise.all([works.run('a', signal, start), works.run('a', signal, start)]);
  expect(ends).toHaveLength(1);
  ends[0]!();
  expect(await both).toEqual(['done', 'done']);
});

test('shared work: it goes on when one of two leaves, and is stopped when both have left', async () => {
  const { start, signals } = slowWork();
  const works = new SharedWork<string>();
  const [one, two] = [new AbortController(), new AbortController()];
  const ended = Promise.allSettled([works.run('a', one.signal, start), works.run('a', two.signal, start)]);
  one.abort();
  expect(signals[0]!.aborted).toBe(false);
  two.abort();
  expect(signals[0]!.aborted).toBe(true);
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

test('shared work: what is asked for after the end, or after it was stopped, begins anew', async () => {
  const { start, ends } = slowWork();
  const works = new SharedWork<string>();
  const leaving = new AbortController();
  const stopped = works.run('a', leaving.signal, start).catch(() => 'stopped');
  leaving.abort();
  const again = works.run('a', new AbortController().signal, start);
  expect(await stopped).toBe('stopped');
  ends[1]!();
  expect(await again).toBe('done');
});
