import type { ImportSummary, PhotoQuery } from '../../core/contract/photos-contract.ts';
import type { CoreClient } from '../platform/platform.ts';

export type Source = PhotoQuery['source'];
export interface Album {
  readonly id: number;
  readonly name: string;
  readonly photos: number;
}

const counted = ['all', 'translated', 'untranslated', 'starred', 'problems', 'rejected', 'trash'] as const;
export type CountedKind = (typeof counted)[number];

/** Where photos can be looked for, with how many there are. */
export class Shelves {
  albums = $state.raw<readonly Album[]>([]);
  /** Newest first. */
  imports = $state.raw<readonly ImportSummary[]>([]);
  counts = $state.raw<Readonly<Partial<Record<CountedKind, number>>>>({});
  readonly #photos: CoreClient['photos'];

  constructor(photos: CoreClient['photos']) {
    this.#photos = photos;
  }

  async refresh(): Promise<void> {
    const [albums, imports, totals] = await Promise.all([
      this.#photos.albums(),
      this.#photos.imports(),
      Promise.all(counted.map((kind) => this.#count(kind))),
    ]);
    this.albums = albums;
    this.imports = imports;
    this.counts = Object.fromEntries(counted.map((kind, index) => [kind, totals[index]]));
  }

  async #count(kind: CountedKind): Promise<number> {
    return (await this.#photos.count({ source: { kind }, search: '', sort: 'newest' })).total;
  }
}
