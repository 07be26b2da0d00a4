import type { PhotoCard, PhotoQuery } from '../../core/contract/photos-contract.ts';
import type { CoreClient } from '../platform/platform.ts';
import { PhotoCount } from './photo-count.svelte.ts';

const [pageLength, pagesKept] = [200, 30];

/** The photos of a query, read a page at a time where they are looked at; the newest thirty pages are kept. */
export class PhotoPages {
  query = $state.raw<PhotoQuery>({ source: { kind: 'all' }, search: '', sort: 'newest' });
  #pages = $state.raw<ReadonlyMap<number, readonly PhotoCard[]>>(new Map());
  #asked: ReadonlySet<number> = new Set();
  #wanted = { first: 0, end: 0 };
  /** Answers to an older question are dropped. */
  #question = 0;
  readonly #photos: CoreClient['photos'];
  readonly count: PhotoCount;

  constructor(photos: CoreClient['photos']) {
    this.#photos = photos;
    this.count = new PhotoCount(photos);
  }

  /** Null until it has been counted. */
  get total(): number | null {
    return this.count.total;
  }

  /** Undefined while it is being read. */
  at(index: number): PhotoCard | undefined {
    return this.#pages.get(Math.floor(index / pageLength))?.[index % pageLength];
  }

  /** Of all photos, where one page holds them. */
  get wholeList(): readonly number[] | undefined {
    const first = this.#pages.get(0);
    return first !== undefined && first.length < pageLength ? first.map(({ id }) => id) : undefined;
  }

  /** Where a photo is, among the pages at hand. */
  find(photoId: number): number | undefined {
    for (const [number, cards] of this.#pages) {
      const at = cards.findIndex(({ id }) => id === photoId);
      if (at >= 0) return number * pageLength + at;
    }
    return undefined;
  }

  /** Asks another question; what was shown stays until the first answer. */
  async ask(query: PhotoQuery): Promise<void> {
    this.query = query;
    this.#wanted = { first: 0, end: pageLength };
    await this.refresh();
  }

  /** Reads again what is looked at, which is shown before it is counted; pages elsewhere are read when they are. */
  async refresh(): Promise<void> {
    const question = ++this.#question;
    this.#asked = new Set();
    const numbers = this.#wantedPages();
    const reading = Promise.all(numbers.map((number) => this.#read(number)));
    await Promise.all([
      reading.then((pages) => {
        if (question === this.#question) this.#show(numbers, pages);
      }),
      this.count.ask(this.query),
    ]);
  }

  #show(numbers: readonly number[], pages: readonly (readonly PhotoCard[])[]): void {
    this.#pages = new Map(numbers.map((number, index) => [number, pages[index]!]));
    this.count.readPage(pages.at(-1)!.length, pageLength, pageLength * (numbers.at(-1)! + 1));
  }

  /** Makes sure that the photos from `first` to before `end` are read. */
  async want(first: number, end: number): Promise<void> {
    this.#wanted = { first, end: Math.min(end, this.total ?? end) };
    const missing = this.#wantedPages().filter(
      (number) => !this.#pages.has(number) && !this.#asked.has(number),
    );
    await Promise.all(missing.map((number) => this.#fill(number)));
  }

  /** Shows a change before the core has confirmed it. */
  patch(ids: ReadonlySet<number>, change: Partial<PhotoCard>): void {
    this.#pages = new Map(
      [...this.#pages].map(([number, cards]) => [
        number,
        cards.map((card) => (ids.has(card.id) ? { ...card, ...change } : card)),
      ]),
    );
  }

  ids(offset: number, limit: number): Promise<number[]> {
    return this.#photos.ids({ query: this.query, offset, limit });
  }

  async #fill(number: number): Promise<void> {
    const question = this.#question;
    this.#asked = new Set([...this.#asked, number]);
    const cards = await this.#read(number);
    if (question !== this.#question) return;
    const kept = [...this.#pages].slice(-pagesKept + 1);
    this.#pages = new Map([...kept, [number, cards]]);
    this.#asked = new Set([...this.#asked].filter((one) => one !== number));
  }

  #read(number: number): Promise<PhotoCard[]> {
    return this.#photos.page({ query: this.query, offset: number * pageLength, limit: pageLength });
  }

  #wantedPages(): readonly number[] {
    const { first, end } = this.#wanted;
    const from = Math.floor(first / pageLength);
    const to = Math.max(from + 1, Math.ceil(end / pageLength));
    return Array.from({ length: to - from }, (_, index) => from + index);
  }
}
