import type { PickleBytes } from './pickle-bytes.ts';
import { damagedPickle } from './pickle-refusal.ts';
import { isKind, type PickleDict, type PickleItems, type PickleValue } from './pickle-value.ts';

const maximumMemo = 1_000_000;
const maximumStack = 1_000_000;
const maximumDepth = 64;

/** The stack of a pickle while it is read (S-41). */
export class PickleMachine {
  readonly bytes: PickleBytes;
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(bytes: PickleBytes) {
    this.bytes = bytes;
  }

  push(value: PickleValue): void {
    if (this.#stack.length >= maximumStack) throw damagedPickle(`keeps more than ${maximumStack} values`);
    this.#stack.push(value);
  }

  /** Nothing below a mark is taken. */
  pop(): PickleValue {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0))
      throw damagedPickle('takes a value that is not there');
    return this.#stack.pop()!;
  }

  top(): PickleValue {
    const value = this.pop();
    this.#stack.push(value);
    return value;
  }

  mark(): void {
    if (this.#marks.length >= maximumDepth) throw damagedPickle(`is nested more than ${maximumDepth} deep`);
    this.#marks.push(this.#stack.length);
  }

  /** Everything since the last mark, which goes. */
  sinceMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw damagedPickle('ends a list that was never begun');
    return this.#stack.splice(mark);
  }

  remember(index = this.#memo.size): void {
    if (this.#memo.size >= maximumMemo) throw damagedPickle(`remembers more than ${maximumMemo} values`);
    this.#memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw damagedPickle(`asks for value ${index}, which it has not remembered`);
    this.push(value);
  }

  items(kind: 'list' | 'tuple', items: PickleValue[]): void {
    const made: PickleItems = kind === 'list' ? { kind, items, depth: 1 } : { kind, items, depth: 1 };
    for (const item of items) deepen(made, item);
    this.push(made);
  }

  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (!isKind(list, 'list')) throw damagedPickle('adds to something that is no list');
    for (const item of items) {
      deepen(list, item);
      list.items.push(item);
    }
  }

  /** Names and values in turn. */
  set(pairs: readonly PickleValue[]): void {
    const dict = this.top();
    if (!isKind(dict, 'dict') || pairs.length % 2 !== 0)
      throw damagedPickle('sets a name of something that has none');
    for (let index = 0; index < pairs.length; index += 2) {
      deepen(dict, pairs[index + 1]!);
      dict.entries.set(pairs[index]!, pairs[index + 1]!);
    }
  }
}

function deepen(container: PickleItems | PickleDict, value: PickleValue): void {
  const isContainer = isKind(value, 'list') || isKind(value, 'tuple') || isKind(value, 'dict');
  if (isContainer) container.depth = Math.max(container.depth, value.depth + 1);
  if (container.depth > maximumDepth) throw damagedPickle(`is nested more than ${maximumDepth} deep`);
}
