interface Work<Result> {
  readonly done: Promise<Result>;
  readonly stopping: AbortController;
  waiting: number;
}

/** Work that several ask for at once is done once, and stopped when nobody waits for it any more. */
export class SharedWork<Result> {
  readonly #works = new Map<string, Work<Result>>();

  async run(
    key: string,
    signal: AbortSignal,
    start: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const work = this.#works.get(key) ?? this.#start(key, start);
    work.waiting++;
    const leave = () => {
      if (--work.waiting > 0) return;
      this.#forget(key, work);
      work.stopping.abort('cancel');
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    try {
      return await work.done;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #start(key: string, start: (signal: AbortSignal) => Promise<Result>): Work<Result> {
    const stopping = new AbortController();
    const work = { done: start(stopping.signal), stopping, waiting: 0 };
    this.#works.set(key, work);
    const forget = () => this.#forget(key, work);
    work.done.then(forget, forget);
    return work;
  }

  #forget(key: string, work: Work<Result>): void {
    if (this.#works.get(key) === work) this.#works.delete(key);
  }
}
