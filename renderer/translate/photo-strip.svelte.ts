import { SvelteMap } from 'svelte/reactivity';
import type { PhotoInfo } from '../../core/contract/photos-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { neighbour } from './looks.ts';

/** The photos that are being translated, in their order, and the one that is looked at. */
export class PhotoStrip {
  ids = $state.raw<readonly number[]>([]);
  currentId = $state<number | null>(null);
  /** What is known of them: read when it is first needed. */
  readonly known = new SvelteMap<number, PhotoInfo>();
  readonly current = $derived(this.currentId === null ? undefined : this.known.get(this.currentId));
  readonly #studio: Studio;
  // Nothing on the page is drawn from it.

  readonly #asked = new Set<number>();

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** Shows these photos; the one that is looked at stays where it is among them. */
  open(ids: readonly number[]): void {
    this.ids = [...new Set(ids)];
    if (this.currentId === null || !this.ids.includes(this.currentId)) this.currentId = this.ids[0] ?? null;
    if (this.currentId !== null) this.need(this.currentId);
  }

  look(photoId: number): void {
    this.currentId = photoId;
    this.need(photoId);
  }

  move(by: number): void {
    const next = neighbour(this.ids, this.currentId ?? undefined, by);
    if (next !== undefined) this.look(next);
  }

  add(ids: readonly number[]): void {
    const [first] = ids;
    if (first === undefined) return;
    this.currentId = first;
    this.#goTo([...this.ids.filter((id) => !ids.includes(id)), ...ids]);
  }

  /** Takes a photo off the strip; it stays in the library. */
  remove(photoId: number): void {
    const at = this.ids.indexOf(photoId);
    const left = this.ids.filter((id) => id !== photoId);
    if (this.currentId === photoId) this.currentId = left[Math.min(at, left.length - 1)] ?? null;
    this.#goTo(left);
  }

  clear(): void {
    this.currentId = null;
    this.#goTo([]);
  }

  need(photoId: number): void {
    if (this.#asked.has(photoId)) return;
    this.#asked.add(photoId);
    void this.read(photoId);
  }

  /** Reads again what has changed; without ids the photo that is looked at. */
  refresh(ids: readonly (number | string)[] | undefined): void {
    const changed = [...this.known.keys()].filter((id) => id === this.currentId || ids?.includes(id));
    changed.forEach((photoId) => void this.read(photoId));
  }

  async read(photoId: number): Promise<PhotoInfo | undefined> {
    const info = await this.#studio.attempt(() => this.#studio.client.photos.info({ photoId }));
    if (info === undefined) this.#asked.delete(photoId);
    else this.known.set(photoId, info);
    return info;
  }

  #goTo(photoIds: readonly number[]): void {
    this.open(photoIds);
    this.#studio.go({ name: 'translate', photoIds });
  }
}
