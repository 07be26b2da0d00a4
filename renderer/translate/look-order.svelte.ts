import { SvelteSet } from 'svelte/reactivity';
import { nearestFirst } from './looks.ts';

const atOnce = 2;

/** Which cards may ask for their picture: a few at a time, those next to the chosen one first. */
export class LookOrder {
  readonly #allowed = new SvelteSet<string>();
  readonly #ended = new SvelteSet<string>();

  /** Every card by its key, in order; `centre` is the place of the chosen one. */
  advance(keys: readonly string[], centre: number): void {
    const open = nearestFirst(keys.length, centre).map((index) => keys[index]!);
    const waiting = open.filter((key) => !this.#ended.has(key));
    waiting.slice(0, atOnce).forEach((key) => this.#allowed.add(key));
  }

  isAllowed(key: string): boolean {
    return this.#allowed.has(key);
  }

  /** Its picture came, or will not come. */
  end(key: string): void {
    this.#ended.add(key);
  }
}
