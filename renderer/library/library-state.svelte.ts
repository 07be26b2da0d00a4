import type { PhotoQuery } from '../../core/contract/photos-contract.ts';
import { NowAndThen } from '../state/now-and-then.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { PhotoPages } from './photo-pages.svelte.ts';
import { Selection } from './selection.svelte.ts';
import { Shelves, type Album, type Source } from './shelves.svelte.ts';
import { plainSources, sourceKey } from './source-names.ts';
import { formatMoment } from '../ui/format.ts';

const refreshMs = 150;
const searchMs = 10;

/** The library as one looks at it: where, how and how far down. */
export class LibraryState {
  readonly pages: PhotoPages;
  readonly selection: Selection;
  readonly shelves: Shelves;
  /** As typed; the question follows. */
  search = $state('');
  /** The side of a photo that was asked for. */
  cellPixels = $state(168);
  isInfoOpen = $state(false);
  isLooking = $state(false);
  areSourcesOpen = $state(false);
  /** Photos that are about to be written as files; none while no one asks for it. */
  exporting = $state.raw<readonly number[]>([]);
  /** Imports whose summary was put away. */
  dismissed = $state.raw<ReadonlySet<number>>(new Set());
  readonly openedMs = Date.now();
  /** The first photo in view, for coming back to. */
  topIndex = 0;
  readonly #studio: Studio;
  readonly #refresh = new NowAndThen(refreshMs, () => this.#attempt(() => this.#readAgain()));
  readonly #ask = new NowAndThen(searchMs, () => this.#attempt(() => this.#askFor({ search: this.search })));

  constructor(studio: Studio) {
    const { photos } = studio.client;
    this.#studio = studio;
    this.pages = new PhotoPages(photos);
    this.selection = new Selection(this.pages);
    this.shelves = new Shelves(photos);
    if (studio.facts.library.problem !== null) return;
    studio.on(['photos', 'albums', 'results', 'library'], () => this.#refresh.ask());
    void this.#attempt(() => this.#readAgain());
  }

  get query(): PhotoQuery {
    return this.pages.query;
  }

  get openAlbum(): Album | null {
    const { source } = this.query;
    if (source.kind !== 'album') return null;
    return this.shelves.albums.find(({ id }) => id === source.albumId) ?? null;
  }

  get title(): string {
    const { source } = this.query;
    if (source.kind === 'album') return this.openAlbum?.name ?? 'Album';
    if (source.kind !== 'import') return plainSources[source.kind];
    const found = this.shelves.imports.find(({ id }) => id === source.importId);
    return found === undefined ? 'Import' : `Import of ${formatMoment(found.createdMs)}`;
  }

  isAt(source: Source): boolean {
    return sourceKey(this.query.source) === sourceKey(source);
  }

  open(source: Source): void {
    this.areSourcesOpen = false;
    if (!this.isAt(source)) void this.#attempt(() => this.#askFor({ source }));
  }

  sortBy(sort: PhotoQuery['sort']): void {
    void this.#attempt(() => this.#askFor({ sort }));
  }

  searchFor(search: string): void {
    this.search = search.slice(0, 200);
    this.#ask.ask();
  }

  toggleInfo(): void {
    this.isInfoOpen = !this.isInfoOpen;
  }

  dismiss(importId: number): void {
    this.dismissed = new Set([...this.dismissed, importId]);
  }

  async #askFor(part: Partial<PhotoQuery>): Promise<void> {
    this.topIndex = 0;
    this.selection.restart();
    await this.pages.ask({ ...this.query, ...part });
  }

  async #readAgain(): Promise<void> {
    const { pages, selection } = this;
    const focused = pages.at(selection.focus)?.id;
    await Promise.all([pages.refresh(), this.shelves.refresh()]);
    // The photo that the keyboard is on may have moved.
    const at = focused === undefined ? undefined : pages.find(focused);
    selection.focus = Math.max(0, Math.min(at ?? selection.focus, (pages.total ?? 1) - 1));
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    await this.#studio.attempt(work);
  }
}
