type Make<Owner> = new (owner: Owner) => object;

/** The one object of each class that somebody asked for, made when it is first asked for. */
export class Keepsakes<Owner> {
  readonly #kept = new Map<Make<Owner>, object>();
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  keep<Kept extends object>(make: new (owner: Owner) => Kept): Kept {
    const kept = this.#kept.get(make) ?? this.#make(make);
    this.#kept.set(make, kept);
    return kept as Kept;
  }

  /** What it derives must outlive the component that asked first. */
  #make(make: Make<Owner>): object {
    let made: object | undefined;
    $effect.root(() => {
      made = new make(this.#owner);
    });
    return made!;
  }
}
