import { expect, test } from 'vitest';
import { inTurns } from './in-turns.ts';

function* steps(done: number[], count: number): Generator<undefined, string> {
  for (let step = 1; step <= count; step++) {
    if (step > 1) yield;
    done.push(step);
  }
  return 'all';
}

test('in turns: S-67 what is aborted does not take another step', async () => {
  const stopping = new AbortController();
  const done: number[] = [];
  const work = inTurns(steps(done, 3), stopping.signal);
  stopping.abort();
  await expect(work).rejects.toMatchObject({ reason: 'cancelled' });
  expect(done).toEqual([1]);
});

test('in turns: what fails in a later step fails', async () => {
  function* failing(): Generator<undefined, never> {
    yield;
    throw new Error('no');
  }
  await expect(inTurns(failing(), new AbortController().signal)).rejects.toThrow('no');
});

test('in turns: others are served between two steps', async () => {
  const done: number[] = [];
  const seen: number[][] = [];
  const look = () => {
    seen.push([...done]);
    if (done.length < 3) setImmediate(look);
  };
  setImmediate(look);
  expect(await inTurns(steps(done, 3), new AbortController().signal)).toBe('all');
  expect(seen).toContainEqual([1]);
  expect(seen).toContainEqual([1, 2]);
});
