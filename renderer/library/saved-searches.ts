import type { Studio } from '../state/studio.svelte.ts';
import { LibraryState } from './library-state.svelte.ts';

/** As many as the settings take. */
const most = 50;

/** Searches of the whole library that a person keeps: `studio.keep(SavedSearches)`. */
export class SavedSearches {
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  get list(): readonly string[] {
    return this.#studio.settings.savedSearches;
  }

  /** What is in the search box, as it is kept. */
  get current(): string {
    return this.#studio.keep(LibraryState).search.trim();
  }

  get canKeep(): boolean {
    return this.current !== '' && !this.list.includes(this.current);
  }

  isOpen(search: string): boolean {
    return this.#studio.keep(LibraryState).isAt({ kind: 'all' }) && this.current === search;
  }

  async keep(search = this.current): Promise<void> {
    const others = this.list.filter((one) => one !== search);
    await this.#studio.change({ savedSearches: [...others, search].slice(-most) });
  }

  open(search: string): void {
    const library = this.#studio.keep(LibraryState);
    library.open({ kind: 'all' });
    library.searchFor(search);
  }

  async remove(search: string): Promise<void> {
    await this.#studio.change({ savedSearches: this.list.filter((one) => one !== search) });
    this.#studio.toasts.show({
      message: `The search “${search.slice(0, 60)}” is kept no more.`,
      about: 'search',
      actions: [{ label: 'Keep it again', run: () => void this.keep(search) }],
    });
  }
}
