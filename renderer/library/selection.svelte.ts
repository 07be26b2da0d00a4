import type { PhotoPages } from './photo-pages.svelte.ts';

const most = 100_000;

/** Which photos are chosen, and on which one the keyboard is. */
export class Selection {
  ids = $state.raw<ReadonlySet<number>>(new Set());
  /** Index of the photo that the keyboard is on. */
  focus = $state(0);
  #anchor = 0;
  readonly #pages: PhotoPages;

  constructor(pages: PhotoPages) {
    this.#pages = pages;
  }

  get size(): number {
    return this.ids.size;
  }

  clear(): void {
    this.ids = new Set();
  }

  /** Another list: from its beginning, with nothing chosen. */
  restart(): void {
    this.clear();
    this.focus = 0;
    this.#anchor = 0;
  }

  /** What commands work on: the chosen photos, else the one that the keyboard is on. */
  targets(): readonly number[] {
    if (this.ids.size > 0) return [...this.ids];
    const card = this.#pages.at(this.focus);
    return card === undefined ? [] : [card.id];
  }

  choose(index: number): void {
    const card = this.#pages.at(index);
    this.#put(index);
    this.ids = new Set(card === undefined ? [] : [card.id]);
  }

  toggle(index: number): void {
    const card = this.#pages.at(index);
    if (card === undefined) return;
    this.#put(index);
    const ids = new Set(this.ids);
    if (!ids.delete(card.id)) ids.add(card.id);
    this.ids = ids;
  }

  /** From where the selection began to here. */
  async extend(index: number): Promise<void> {
    const first = Math.min(this.#anchor, index);
    const length = Math.abs(this.#anchor - index) + 1;
    this.focus = index;
    const near = Array.from({ length: Math.min(length, 1000) }, (_, at) => this.#pages.at(first + at)?.id);
    const isAtHand = length <= 1000 && near.every((id) => id !== undefined);
    const ids = isAtHand ? near : await this.#pages.ids(first, Math.min(most, length));
    if (this.focus === index) this.ids = new Set(ids.filter((id) => id !== undefined));
  }

  async chooseAll(): Promise<void> {
    this.ids = new Set(await this.#pages.ids(0, most));
  }

  /** Photos that are gone from the list are chosen no more; told by the change that took them. */
  drop(ids: Iterable<number>): void {
    const left = new Set(this.ids);
    for (const id of ids) left.delete(id);
    this.ids = left;
  }

  #put(index: number): void {
    this.focus = index;
    this.#anchor = index;
  }
}
