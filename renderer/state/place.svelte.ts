import type { CoreClient } from '../platform/platform.ts';
import { LongLists } from './long-lists.ts';
import { hashOf, screenOf, type Screen } from './screen.ts';

/** The screen that is open, by the address of the window. */
export class Place {
  readonly #longLists = new LongLists(sessionStorage);
  screen = $state.raw<Screen>(this.#here());

  constructor() {
    addEventListener('hashchange', () => (this.screen = this.#here()));
  }

  go(screen: Screen): void {
    location.hash = hashOf(screen, this.#longLists);
  }

  /** Where it was, else at the photos; with none yet, translating is what people come for. */
  async openFirst({ photos }: CoreClient): Promise<void> {
    if (location.hash !== '') return;
    const { total } = await photos.count({ source: { kind: 'all' }, search: '', sort: 'newest' });
    this.screen = total === 0 ? { name: 'translate', photoIds: [] } : { name: 'library' };
  }

  #here(): Screen {
    return screenOf(location.hash, this.#longLists);
  }
}
