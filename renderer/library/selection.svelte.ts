import type { PhotoPages } from './photo-pages.svelte.ts';

const most = 100_000;

/** Which photos are chosen, and on which one the keyboard is. */
export class Selection {
  ids = $state.raw<ReadonlySet<number>>(new Set());
  /** Index of the photo that the keyboard is on. */
  focus = $state(0);
  #anchor = 0;
  /** What was last asked of the core; keys that follow are about its answer. */
  #coming: Promise<void> = Promise.resolve();
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

  /** The targets once everything that was asked to be chosen is. */
  async settledTargets(): Promise<readonly number[]> {
    await this.#coming;
    return this.targets();
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
    const atHand = near.filter((id) => id !== undefined);
    if (atHand.length === length) this.ids = new Set(atHand);
    else await this.#chooseAmong(first, Math.min(most, length), () => this.focus === index);
  }

  async chooseAll(): Promise<void> {
    const { query, wholeList } = this.#pages;
    if (wholeList !== undefined) this.ids = new Set(wholeList);
    else await this.#chooseAmong(0, most, () => this.#pages.query === query);
  }

  /** Once the core has told them, if that is still wanted then. */
  async #chooseAmong(first: number, length: number, isWanted: () => boolean): Promise<void> {
    const asked = this.#pages.ids(first, length).then((ids) => {
      if (isWanted()) this.ids = new Set(ids);
    });
    this.#coming = asked.catch(() => undefined); // whoever asked is told
    await asked;
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
