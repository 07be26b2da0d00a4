import type { CoreClient } from '../platform/platform.ts';
import { LongLists } from './long-lists.ts';
import { hashOf, screenOf, type Screen } from './screen.ts';

/** The screen that is open, by the address of the window. */
export class Place {
  readonly #longLists = new LongLists(sessionStorage);
  #address = location.hash;
  screen = $state.raw<Screen>(this.#here());

  constructor() {
    addEventListener('hashchange', () => this.#follow());
  }

  /** At once: what ends in the same moment must not take a person back whence they came. */
  go(screen: Screen): void {
    location.hash = hashOf(screen, this.#longLists);
    this.#follow();
  }

  /** Where it was, else at the photos; with none yet, translating is what people come for. */
  async openFirst({ photos }: CoreClient): Promise<void> {
    if (location.hash !== '') return;
    const { total } = await photos.count({ source: { kind: 'all' }, search: '', sort: 'newest' });
    this.screen = total === 0 ? { name: 'translate', photoIds: [] } : { name: 'library' };
  }

  #follow(): void {
    if (location.hash === this.#address) return;
    this.#address = location.hash;
    this.screen = this.#here();
  }

  #here(): Screen {
    return screenOf(location.hash, this.#longLists);
  }
}
