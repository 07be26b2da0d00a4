import { MarkHistory } from './mark-history.svelte.ts';
import { Marks } from './marks.svelte.ts';

/** The marks of a dataset version. */
export interface MarkedVersion {
  readonly a: Marks;
  readonly b: Marks;
  readonly history: MarkHistory;
  /** Whether the marks that the version itself has were read. */
  isBegun: boolean;
}

/** What a person has done with boards, for as long as the window is open: who looks at the plan loses no marks. */
export class BoardMemory {
  /** Sizes, shapes and colours are shown where there is room for them. */
  isOverview = $state(innerHeight >= 720);
  readonly #versions = new Map<number, MarkedVersion>();

  marksOf(versionId: number): MarkedVersion {
    const known = this.#versions.get(versionId);
    const marked = known ?? {
      a: new Marks(),
      b: new Marks(),
      history: new MarkHistory(),
      isBegun: false,
    };
    this.#versions.set(versionId, marked);
    return marked;
  }

  /** The marks of a version are in the next one now. */
  forget(versionId: number): void {
    this.#versions.delete(versionId);
  }
}
