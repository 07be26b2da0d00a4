import { SvelteMap } from 'svelte/reactivity';

/** What the next version does with a picture: leaves it out, moves it to the other side, or holds it back to judge by. */
export type Mark = 'excluded' | 'moved' | 'judge';

/** Some pictures and the marks that they have; undefined is none. */
export type Marking = readonly (readonly [index: number, mark: Mark | undefined])[];

/** The marks of the pictures of a side; each has one at most. Counts are kept, so that ten thousand marks cost nothing. */
export class Marks {
  excluded = $state(0);
  moved = $state(0);
  judges = $state(0);
  /** Pictures whose mark is not that of the version. */
  changed = $state(0);
  readonly #now = new SvelteMap<number, Mark>();
  #first: ReadonlyMap<number, Mark> = new Map();

  /** The judge photos of the version, and nothing else. */
  begin(judge: readonly number[]): void {
    this.#first = new Map(judge.map((index) => [index, 'judge']));
    this.#now.clear();
    this.#first.forEach((mark, index) => this.#now.set(index, mark));
    Object.assign(this, { excluded: 0, moved: 0, judges: judge.length, changed: 0 });
  }

  of(index: number): Mark | undefined {
    return this.#now.get(index);
  }

  /** The pictures with a mark. */
  having(mark: Mark): number[] {
    return [...this.#now].flatMap(([index, one]) => (one === mark ? [index] : []));
  }

  /** Gives pictures marks; returns those that they had, where these were others. */
  put(marking: Marking): Marking {
    const before = marking.map(([index]) => [index, this.#now.get(index)] as const);
    for (const [index, mark] of marking) this.#set(index, mark);
    return before.filter(([, mark], i) => mark !== marking[i]![1]);
  }

  /** What takes every mark back to that of the version. */
  unmarking(): Marking {
    const indices = new Set([...this.#now.keys(), ...this.#first.keys()]);
    return [...indices].map((index) => [index, this.#first.get(index)]);
  }

  #set(index: number, mark: Mark | undefined): void {
    const before = this.#now.get(index);
    if (before === mark) return;
    if (mark === undefined) this.#now.delete(index);
    else this.#now.set(index, mark);
    this.#count(before, -1);
    this.#count(mark, 1);
    const first = this.#first.get(index);
    this.changed += Number(mark !== first) - Number(before !== first);
  }

  #count(mark: Mark | undefined, by: number): void {
    if (mark === 'excluded') this.excluded += by;
    else if (mark === 'moved') this.moved += by;
    else if (mark === 'judge') this.judges += by;
  }
}
