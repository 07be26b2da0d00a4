import type { Failure } from '../../core/contract/procedure.ts';
import type { Look } from '../../core/contract/translation-contract.ts';
import { failureOf, isCancelled } from '../state/failure.ts';
import type { Studio } from '../state/studio.svelte.ts';

const debounceMs = 150;
const longSidePixels = 512;

export interface ShownPreview {
  readonly photoId: number;
  readonly look: Look;
  readonly address: string;
  readonly seconds: number;
  readonly device: string;
}

/** A quick, small version of the translation. The one before stays until it is replaced; the latest wish wins. */
export class Preview {
  shown = $state.raw<ShownPreview | null>(null);
  isWorking = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly #studio: Studio;
  #latest: AbortSignal | null = null;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Returns how to give it up: `$effect(() => preview.ask(photoId, look))`. */
  ask(photoId: number, look: Look): () => void {
    const stop = new AbortController();
    const timer = setTimeout(() => void this.#make(photoId, look, stop.signal), debounceMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }

  async #make(photoId: number, look: Look, signal: AbortSignal): Promise<void> {
    this.#latest = signal;
    this.isWorking = true;
    try {
      const { translation } = this.#studio.client;
      const made = await translation.preview(
        { photoId, look, longSidePixels, slot: 'translate' },
        { signal },
      );
      if (this.#latest !== signal) return;
      this.shown = { photoId, look, ...made };
      this.failure = null;
    } catch (error) {
      if (this.#latest === signal && !isCancelled(error)) this.failure = failureOf(error);
    } finally {
      if (this.#latest === signal) this.isWorking = false;
    }
  }
}
