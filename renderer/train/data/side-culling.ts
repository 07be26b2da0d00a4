import type { MarkHistory } from './mark-history.svelte.ts';
import type { Mark, Marks } from './marks.svelte.ts';

export type Side = 'a' | 'b';
export const judgeMost = 8;

/** Marks pictures of a side, each time in a way that can be undone. */
export class SideCulling {
  readonly side: Side;
  readonly otherSide: Side;
  readonly marks: Marks;
  readonly #history: MarkHistory;

  constructor(side: Side, marks: Marks, history: MarkHistory) {
    this.side = side;
    this.otherSide = side === 'a' ? 'b' : 'a';
    this.marks = marks;
    this.#history = history;
  }

  /** Neither left out nor moved. */
  keep(index: number): void {
    if (this.marks.of(index) !== 'judge') this.#mark([index], undefined);
  }

  /** Leaves a picture out, or keeps it. */
  exclude(index: number): void {
    this.#mark([index], this.marks.of(index) === 'excluded' ? undefined : 'excluded');
  }

  leaveOut(indices: readonly number[]): void {
    this.#mark(indices, 'excluded');
  }

  /** Says to which side a picture belongs. */
  belong(index: number, to: Side): void {
    if (to !== this.side) this.#mark([index], 'moved');
    else this.keep(index);
  }

  /** False when there are as many judge photos as can be. */
  toggleJudge(index: number): boolean {
    const isJudge = this.marks.of(index) === 'judge';
    if (!isJudge && this.marks.judges >= judgeMost) return false;
    this.#mark([index], isJudge ? undefined : 'judge');
    return true;
  }

  /** The pictures that are left out or moved, in their order. */
  leaving(): number[] {
    return [...this.marks.having('excluded'), ...this.marks.having('moved')].sort((a, b) => a - b);
  }

  #mark(indices: readonly number[], mark: Mark | undefined): void {
    this.#history.make([{ marks: this.marks, marking: indices.map((index) => [index, mark]) }]);
  }
}
