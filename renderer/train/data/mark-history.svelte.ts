import type { Marking, Marks } from './marks.svelte.ts';

/** Marks of one or both sides that were made in one go. */
type Change = readonly { readonly marks: Marks; readonly marking: Marking }[];

/** Older ones are not remembered. */
const mostKept = 1000;

/** Marks as they were made, so that they can be taken back one after another until the version is frozen. */
export class MarkHistory {
  #done = $state.raw<readonly Change[]>([]);
  #undone = $state.raw<readonly Change[]>([]);

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Makes marks; what was undone before is forgotten then. */
  make(change: Change): void {
    const back = apply(change);
    if (back.length === 0) return;
    this.#done = [...this.#done, back].slice(-mostKept);
    this.#undone = [];
  }

  undo(): void {
    const change = this.#done.at(-1);
    if (change === undefined) return;
    this.#undone = [...this.#undone, apply(change)];
    this.#done = this.#done.slice(0, -1);
  }

  redo(): void {
    const change = this.#undone.at(-1);
    if (change === undefined) return;
    this.#done = [...this.#done, apply(change)];
    this.#undone = this.#undone.slice(0, -1);
  }
}

/** Returns the change that takes it back. */
function apply(change: Change): Change {
  return change
    .map(({ marks, marking }) => ({ marks, marking: marks.put(marking) }))
    .filter(({ marking }) => marking.length > 0);
}
