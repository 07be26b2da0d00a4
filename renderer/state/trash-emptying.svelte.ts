import type { Emptying, TrashSize } from '../../core/contract/trash-contract.ts';
import type { Studio } from './studio.svelte.ts';
import { isCancelled } from './failure.ts';

/** The trash of photos, of styles or of runs. */
export interface Emptiable {
  trashSize(): Promise<TrashSize>;
  emptyTrash(input: undefined, options: { readonly signal: AbortSignal }): Promise<AsyncIterable<Emptying>>;
}

/** How what lies in a trash is called. */
export interface TrashNouns {
  /** `photo`, `model`. */
  readonly one: string;
  /** What of it lies in the library: `their files`. */
  readonly what: string;
  /** One of that: `file`, `folder`. */
  readonly item: string;
  /** What is not touched, as a sentence. */
  readonly stays: string;
}

const stoppedAtOnce = 'Stopped. What is not removed yet is still in the trash.';
/** What takes longer than this is shown. */
const unseenMs = 200;

/** A trash that is being emptied, on whatever screen the person is meanwhile. */
export class TrashEmptying {
  /** Null while nothing is emptied, or for so short that nobody has to wait. */
  shown = $state.raw<{ readonly nouns: TrashNouns; readonly told: Emptying | undefined } | null>(null);
  isRunning = $state(false);
  readonly #studio: Studio;
  #stop = new AbortController();

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Empties it, and shows at the end what `say` makes of it; what is stopped on the way stays in the trash. */
  async run(
    trash: Emptiable,
    nouns: TrashNouns,
    say: (told: Emptying, wasStopped: boolean, nouns: TrashNouns) => string,
  ): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const fromMs = performance.now();
    let told: Emptying | undefined;
    const show = (): void => void (this.shown = { nouns, told });
    const timer = setTimeout(show, unseenMs);
    await this.#studio.attempt(async () => {
      try {
        for await (told of await trash.emptyTrash(undefined, { signal }))
          if (performance.now() - fromMs > unseenMs) show();
      } catch (error) {
        if (!isCancelled(error)) throw error;
      }
    });
    clearTimeout(timer);
    [this.shown, this.isRunning] = [null, false];
    const message = told ? say(told, signal.aborted, nouns) : stoppedAtOnce;
    if (told || signal.aborted) this.#studio.toasts.show({ message, about: 'undo' }); // what an offer names may be gone
  }
}
