import type { PhotoQuery } from '../../core/contract/photos-contract.ts';
import type { CoreClient } from '../platform/platform.ts';

type Mark = { readonly label: string; readonly offset: number };

/** How many photos the newest question finds, and where their years or letters begin. */
export class PhotoCount {
  /** Null until it has been counted. */
  total = $state<number | null>(null);
  marks = $state.raw<readonly Mark[]>([]);
  /** The core need not go on counting for an older question. */
  #counting = new AbortController();
  readonly #photos: CoreClient['photos'];

  constructor(photos: CoreClient['photos']) {
    this.#photos = photos;
  }

  async ask(query: PhotoQuery): Promise<void> {
    this.#counting.abort();
    const { signal } = (this.#counting = new AbortController());
    try {
      const { total, marks } = await this.#photos.count(query, { signal });
      if (!signal.aborted) [this.total, this.marks] = [total, marks];
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** What a page that has been read tells before everything is counted. */
  readPage(length: number, pageLength: number, end: number): void {
    const isLast = length > 0 && length < pageLength;
    if (isLast || (end === pageLength && length === 0)) this.total = end - pageLength + length;
    else if (length > 0) this.total = Math.max(this.total ?? 0, end); // at least
  }
}
