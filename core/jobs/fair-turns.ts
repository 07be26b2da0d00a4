export interface FairTurnsOptions {
  readonly heldMs: number;
  readonly turnMs: number;
  /** Called when a turn begins or ends. */
  readonly onTurn: () => void;
}

/** Gives work that is held for long a turn now and then, so that it never stands still for good. */
export class FairTurns {
  readonly #options: FairTurnsOptions;
  #timer: NodeJS.Timeout | undefined;
  #isTurn = false;

  constructor(options: FairTurnsOptions) {
    this.#options = options;
  }

  get isTurn(): boolean {
    return this.#isTurn;
  }

  /** Whether the work would be held now; the time runs for as long as it would. */
  look(isHeld: boolean): void {
    if (!isHeld) this.end();
    else this.#timer ??= this.#wait();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isTurn = false;
  }

  #wait(): NodeJS.Timeout {
    const { heldMs, turnMs, onTurn } = this.#options;
    return setTimeout(
      () => {
        this.#isTurn = !this.#isTurn;
        this.#timer = this.#wait();
        onTurn();
      },
      this.#isTurn ? turnMs : heldMs,
    ).unref();
  }
}
