import type { Look } from '../../core/contract/translation-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';
import type { Estimate } from './estimate-line.ts';

const debounceMs = 250;

/** What translating would cost; the figures before stay until new ones are there. */
export class Estimates {
  shown = $state.raw<{ readonly photos: number; readonly estimate: Estimate } | null>(null);
  /** Every result measures its style anew: read it where the estimate is asked for. */
  results = $state(0);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Returns how to give it up. It is only a hint: where it fails there is none. */
  ask(photoIds: readonly number[], look: Look): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    const read = async (): Promise<void> => {
      try {
        const { translation } = this.#studio.client;
        const estimate = await translation.estimate({ photoIds: [...photoIds], look }, { signal });
        this.shown = { photos: photoIds.length, estimate };
      } catch {
        if (!signal.aborted) this.shown = null;
      }
    };
    const timer = setTimeout(() => void read(), debounceMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }
}
