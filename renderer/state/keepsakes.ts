/** The one object of each class that somebody asked for, made when it is first asked for. */
export class Keepsakes<Owner> {
  readonly #kept = new Map<new (owner: Owner) => object, object>();
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  keep<Kept extends object>(make: new (owner: Owner) => Kept): Kept {
    const kept = this.#kept.get(make) ?? new make(this.#owner);
    this.#kept.set(make, kept);
    return kept as Kept;
  }
}
