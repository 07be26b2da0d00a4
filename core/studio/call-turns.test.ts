import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CallTurns } from './call-turns.ts';

/** What happens, in its order; each turn of the event loop is noted as well. */
async function order(calls: (turns: CallTurns, note: (what: string) => void) => readonly Promise<unknown>[]) {
  const noted: string[] = [];
  const turns = new CallTurns();
  const all = calls(turns, (what) => noted.push(what));
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; noted.push('turn')) await nextTurn();
  })();
  await Promise.allSettled(all);
  isOver = true;
  await watching;
  return noted;
}

function keepBusy(): void {
  const untilMs = performance.now() + 15;
  while (performance.now() < untilMs);
}

test('call turns: a call that fails does so for its caller alone', async () => {
  const turns = new CallTurns();
  const failing = turns.begin(() => {
    throw new Error('no');
  });
  const other = turns.begin(() => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await other).toBe('yes');
});

test('call turns: S-71 calls that take long get a turn of the event loop each', async () => {
  const noted = await order((turns, note) =>
    ['a', 'b', 'c'].map((name) =>
      turns.begin(() => {
        note(name);
        keepBusy();
      }),
    ),
  );
  const [a, b, c] = ['a', 'b', 'c'].map((name) => noted.indexOf(name));
  expect([noted.slice(a, b), noted.slice(b, c)]).toEqual([
    expect.arrayContaining(['turn']),
    expect.arrayContaining(['turn']),
  ]);
});

test('call turns: short calls begin in one turn, in their order', async () => {
  const noted = await order((turns, note) => ['a', 'b', 'c'].map((name) => turns.begin(() => note(name))));
  expect(noted.slice(0, 3)).toEqual(['a', 'b', 'c']);
});

test('call turns: nobody waits for what a call awaits', async () => {
  const turns = new CallTurns();
  const { promise, resolve } = Promise.withResolvers<string>();
  const slow = turns.begin(() => promise);
  expect(await turns.begin(() => 'quick')).toBe('quick');
  resolve('slow');
  expect(await slow).toBe('slow');
});
