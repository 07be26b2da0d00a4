import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { DatasetFinding, DatasetImage } from '../../../core/contract/datasets-contract.ts';
import type { Studio } from '../../state/studio.svelte.ts';

export type Side = 'a' | 'b';
export type PictureFilter = DatasetFinding['kind'] | 'all' | 'judge';

const pageSize = 100;
const readAtOnce = 500;
export const judgeMost = 8;

interface Place {
  readonly studio: Studio;
  readonly name: string;
  readonly side: Side;
  readonly smallerThanPixels: number;
}

/** The pictures of a side that pass the filter, read as they come into view, with what is to change in the next version. */
export class SidePictures {
  readonly side: Side;
  total = $state(0);
  filter = $state<PictureFilter>('all');
  readonly excluded = new SvelteSet<number>();
  readonly judge = new SvelteSet<number>();
  smallerThanPixels: number;
  #judgeBefore: readonly number[] = [];
  readonly #pages = new SvelteMap<number, readonly DatasetImage[]>();
  readonly #asked = new Set<number>();
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
    this.smallerThanPixels = place.smallerThanPixels;
    this.side = place.side;
  }

  get isChanged(): boolean {
    const same = this.#judgeBefore.length === this.judge.size;
    return this.excluded.size > 0 || !same || this.#judgeBefore.some((index) => !this.judge.has(index));
  }

  async open(): Promise<void> {
    const { images } = await this.#read('judge', 0, readAtOnce);
    this.#judgeBefore = images.map(({ index }) => index);
    this.#judgeBefore.forEach((index) => this.judge.add(index));
    await this.show('all');
  }

  async show(filter: PictureFilter): Promise<void> {
    this.filter = filter;
    this.#asked.clear();
    this.#pages.clear();
    await this.#load(0);
  }

  at(position: number): DatasetImage | undefined {
    return this.#pages.get(Math.floor(position / pageSize))?.[position % pageSize];
  }

  /** Reads what lies between two positions and was not read yet. */
  need(first: number, end: number): void {
    const last = Math.floor(Math.max(first, Math.min(end, this.total) - 1) / pageSize);
    for (let page = Math.floor(first / pageSize); page <= last; page++) {
      if (!this.#asked.has(page)) void this.#place.studio.attempt(() => this.#load(page));
    }
  }

  exclude(index: number): void {
    if (!this.excluded.delete(index)) this.leaveOut([index]);
  }

  leaveOut(indices: readonly number[]): void {
    indices.forEach((index) => (this.excluded.add(index), this.judge.delete(index)));
  }

  /** Everything that passes the filter. */
  async excludeAll(): Promise<void> {
    for (let offset = 0; offset < this.total; offset += readAtOnce) {
      const { images } = await this.#read(this.filter, offset, readAtOnce);
      this.leaveOut(images.map(({ index }) => index));
    }
  }

  /** False when there are as many judge photos as can be. */
  toggleJudge(index: number): boolean {
    if (this.judge.delete(index)) return true;
    if (this.judge.size >= judgeMost) return false;
    this.excluded.delete(index);
    this.judge.add(index);
    return true;
  }

  reset(): void {
    this.excluded.clear();
    this.judge.clear();
    this.#judgeBefore.forEach((index) => this.judge.add(index));
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

  #read(filter: PictureFilter, offset: number, limit: number) {
    const { smallerThanPixels } = this;
    const { studio, name, side } = this.#place;
    return studio.client.datasets.images({ name, side, filter, smallerThanPixels, offset, limit });
  }
}
