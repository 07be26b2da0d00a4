import type { Change } from '../../core/contract/app-contract.ts';

type Listener = (change: Change) => void;

/** Hands what has changed in the core to those on the page who show it. */
export class ChangeFeed {
  readonly #listeners = new Set<Listener>();

  /** Returns how to stop listening. */
  on(topics: readonly Change['topic'][], listener: Listener): () => void {
    const filtered: Listener = (change) => {
      if (topics.includes(change.topic)) listener(change);
    };
    this.#listeners.add(filtered);
    return () => void this.#listeners.delete(filtered);
  }

  tell(change: Change): void {
    this.#listeners.forEach((listener) => listener(change));
  }
}
