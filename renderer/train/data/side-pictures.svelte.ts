import { SvelteMap } from 'svelte/reactivity';
import type { DatasetFinding, DatasetImage, FacetFilter } from '../../../core/contract/datasets-contract.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import type { Side, SideCulling } from './side-culling.ts';

/** What is left out or moved is known to the board alone. */
export type PictureFilter = DatasetFinding['kind'] | FacetFilter | 'all' | 'judge' | 'marked';

const pageSize = 100;
const readAtOnce = 500;

interface Place {
  readonly studio: Studio;
  readonly name: string;
  readonly smallerThanPixels: number;
  readonly culling: SideCulling;
}

/** The pictures of a side that pass the filter, read as they come into view, with what is to change in the next version. */
export class SidePictures {
  readonly side: Side;
  total = $state(0);
  filter = $state<PictureFilter>('all');
  readonly culling: SideCulling;
  smallerThanPixels: number;
  /** Those that were marked when these were asked for: who looks through them may take marks away. */
  #marked: readonly number[] = [];
  readonly #pages = new SvelteMap<number, readonly DatasetImage[]>();
  readonly #asked = new Set<number>();
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
    this.smallerThanPixels = place.smallerThanPixels;
    this.culling = place.culling;
    this.side = place.culling.side;
  }

  /** Begins with the judge photos that the version has. */
  async begin(): Promise<void> {
    const { images } = await this.#read('judge', 0, readAtOnce);
    this.culling.marks.begin(images.map(({ index }) => index));
  }

  async show(filter: PictureFilter): Promise<void> {
    this.filter = filter;
    if (filter === 'marked') this.#marked = this.culling.leaving();
    this.#asked.clear();
    this.#pages.clear();
    await this.#load(0);
  }

  at(position: number): DatasetImage | undefined {
    return this.#pages.get(Math.floor(position / pageSize))?.[position % pageSize];
  }

  /** Also where it is still being read; undefined where there is none. */
  async whenAt(position: number): Promise<DatasetImage | undefined> {
    await this.#load(Math.floor(position / pageSize));
    return this.at(position);
  }

  /** Reads what lies between two positions and was not read yet. */
  need(first: number, end: number): void {
    const last = Math.floor(Math.max(first, Math.min(end, this.total) - 1) / pageSize);
    for (let page = Math.floor(first / pageSize); page <= last; page++) {
      if (!this.#asked.has(page)) void this.#place.studio.attempt(() => this.#load(page));
    }
  }

  /** Everything that passes the filter. */
  async excludeAll(): Promise<void> {
    const indices: number[] = [];
    for (let offset = 0; offset < this.total; offset += readAtOnce) {
      const { images } = await this.#read(this.filter, offset, readAtOnce);
      indices.push(...images.map(({ index }) => index));
    }
    this.culling.leaveOut(indices);
  }

  async #load(page: number): Promise<void> {
    this.#asked.add(page);
    const { filter } = this;
    try {
      const { total, images } = await this.#read(filter, page * pageSize, pageSize);
      if (filter !== this.filter) return;
      this.total = total;
      this.#pages.set(page, images);
    } catch (error) {
      this.#asked.delete(page);
      throw error;
    }
  }

  async #read(filter: PictureFilter, offset: number, limit: number) {
    const { smallerThanPixels, side } = this;
    const { studio, name } = this.#place;
    const { images } = studio.client.datasets;
    const asked = { name, side, smallerThanPixels, limit };
    if (filter !== 'marked') return images({ ...asked, filter, offset });
    const among = this.#marked.slice(offset, offset + limit);
    return { ...(await images({ ...asked, filter: 'all', among, offset: 0 })), total: this.#marked.length };
  }
}
