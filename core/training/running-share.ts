/** Which part of the last steps something took: of their sums, so that one slow step counts for what it is. */
export class RunningShare {
  readonly #last: { readonly part: number; readonly whole: number }[] = [];
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  add(part: number, whole: number): void {
    this.#last.push({ part, whole });
    if (this.#last.length > this.#size) this.#last.shift();
  }

  /** 0 to 1; 0 before the first step. */
  get value(): number {
    const sum = { part: 0, whole: 0 };
    for (const { part, whole } of this.#last) {
      sum.part += part;
      sum.whole += whole;
    }
    return sum.whole > 0 ? Math.min(1, sum.part / sum.whole) : 0;
  }
}
