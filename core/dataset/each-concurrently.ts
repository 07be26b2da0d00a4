import { assertRunning } from './assert-running.ts';

/**
 * Runs `work` over the items, a few at a time, and gives the results in the items' order. Stops between items when the
 * signal aborts (`cancelled`) or one of them throws.
 */
export async function eachConcurrently<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  { atOnce, signal }: { readonly atOnce: number; readonly signal: AbortSignal },
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) {
      assertRunning(signal);
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  assertRunning(signal);
  return results;
}
