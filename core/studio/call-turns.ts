import { setImmediate } from 'node:timers/promises';

/** A call may take this long besides: a page waits for its frames, not for the calls of another. */
const mostMs = 10;

/**
 * Begins calls in the order in which they come. Those that come at once would all begin in one turn of the event loop;
 * once they have taken long, the next waits for the next turn, so that nothing else waits for all of them.
 */
export class CallTurns {
  #last: Promise<unknown> = Promise.resolve();
  #spentMs = 0;

  /** Resolves to what `work` returns or resolves to; others do not wait for the latter. Rejects with what it throws. */
  async begin<Result>(work: () => Result): Promise<Awaited<Result>> {
    const begun = this.#last.then(() => this.#run(work));
    this.#last = begun.catch(() => undefined); // whoever asked is told
    const { result } = await begun;
    return await result;
  }

  async #run<Result>(work: () => Result): Promise<{ readonly result: Result }> {
    if (this.#spentMs > mostMs) {
      await setImmediate();
      this.#spentMs = 0;
    }
    const fromMs = performance.now();
    try {
      return { result: work() };
    } finally {
      this.#spentMs += performance.now() - fromMs;
    }
  }
}
