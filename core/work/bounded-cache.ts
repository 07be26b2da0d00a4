/** Keeps the values used last, as long as their weights together stay below a limit; one value is always kept. */
export class BoundedCache<Value> {
  readonly #most: number;
  readonly #onDrop: (value: Value) => void;
  readonly #entries = new Map<string, { readonly value: Value; readonly weight: number }>();

  constructor(most: number, onDrop: (value: Value) => void = () => undefined) {
    this.#most = most;
    this.#onDrop = onDrop;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry); // a Map keeps its order of insertion: the last is the one used last
    return entry.value;
  }

  add(key: string, value: Value, weight: number): Value {
    this.#drop(key);
    this.#entries.set(key, { value, weight });
    let total = [...this.#entries.values()].reduce((sum, entry) => sum + entry.weight, 0);
    for (const [oldKey, { weight: oldWeight }] of this.#entries) {
      if (total <= this.#most || oldKey === key) break;
      total -= oldWeight;
      this.#drop(oldKey);
    }
    return value;
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#onDrop(entry.value);
  }
}
