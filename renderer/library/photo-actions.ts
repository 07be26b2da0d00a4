import { recipeShown } from '../recipe/recipe.ts';
import { Recipes } from '../recipe/recipes.svelte.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { offerUndo } from '../state/undo.ts';
import { formatAmount } from '../ui/format.ts';
import { LibraryState } from './library-state.svelte.ts';

const photosOf = (ids: readonly number[]): string => formatAmount(ids.length, 'photo');

/** What can be done with the chosen photos. */
export class PhotoActions {
  readonly #studio: Studio;
  readonly #library: LibraryState;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#library = studio.keep(LibraryState);
  }

  get isInTrash(): boolean {
    return this.#library.isAt({ kind: 'trash' });
  }

  star(stars: number): void {
    this.#do((photoIds) => {
      this.#library.pages.patch(new Set(photoIds), { stars });
      return this.#photos.setStars({ photoIds, stars });
    });
  }

  /** Rejects the photos, or takes it back where all of them are rejected. */
  reject(): void {
    this.#do((photoIds) => {
      const { pages } = this.#library;
      const cards = photoIds.map((id) => pages.at(pages.find(id) ?? -1));
      const isRejected = !cards.every((card) => card?.isRejected);
      pages.patch(new Set(photoIds), { isRejected });
      return this.#photos.setRejected({ photoIds, isRejected });
    });
  }

  trash(): void {
    this.#do(async (photoIds) => {
      if (this.isInTrash)
        return this.#say(
          'These photos are in the trash already. Empty the trash to remove them from Diptych.',
        );
      await this.#photos.trash({ photoIds });
      this.#library.selection.drop(photoIds);
      this.#say(`${photosOf(photoIds)} put into the trash. The originals stay where they are.`, true);
    });
  }

  restore(): void {
    this.#do(async (photoIds) => {
      await this.#photos.restore({ photoIds });
      this.#library.selection.drop(photoIds);
      this.#say(`${photosOf(photoIds)} restored.`, true);
    });
  }

  translate(): void {
    this.#do((photoIds) => this.#studio.go({ name: 'translate', photoIds }));
  }

  /** Asks how the photos are to be written as files, as they are shown. */
  export(): void {
    if (!this.isInTrash) this.#library.exporting = this.#library.selection.targets();
  }

  /** Of the photo that the keyboard is on, else of the first of the chosen ones. */
  copyRecipe(): void {
    const { selection, pages } = this.#library;
    this.#do(async (photoIds) => {
      const focused = pages.at(selection.focus)?.id;
      const photoId = photoIds.find((id) => id === focused) ?? photoIds[0]!;
      const recipe = recipeShown((await this.#photos.info({ photoId })).history);
      if (typeof recipe === 'string') this.#say(recipe);
      else this.#studio.keep(Recipes).copy(recipe);
    });
  }

  pasteRecipe(): void {
    this.#do((photoIds) => this.#studio.keep(Recipes).paste({ photoIds }));
  }

  pasteParts(): void {
    this.#studio.keep(Recipes).choose({ photoIds: this.#library.selection.targets() });
  }

  addToAlbum(albumId: number, name: string, ids?: readonly number[]): void {
    this.#do(async (photoIds) => {
      await this.#photos.addToAlbum({ albumId, photoIds });
      this.#say(`${photosOf(photoIds)} added to “${name}”.`, true);
    }, ids);
  }

  takeFromAlbum(albumId: number): void {
    this.#do(async (photoIds) => {
      await this.#photos.removeFromAlbum({ albumId, photoIds });
      this.#library.selection.drop(photoIds);
      this.#say(`${photosOf(photoIds)} taken out of the album.`, true);
    });
  }

  async createAlbum(name: string, photoIds: readonly number[]): Promise<void> {
    await this.#studio.attempt(async () => {
      const { id: albumId } = await this.#photos.createAlbum({ name, photoIds: [...photoIds] });
      await this.#library.shelves.refresh();
      if (photoIds.length === 0) this.#library.open({ kind: 'album', albumId });
      else this.#say(`${photosOf(photoIds)} put into the new album “${name}”.`, true);
    });
  }

  async undoImport(importId: number): Promise<void> {
    await this.#studio.attempt(async () => {
      await this.#photos.undoImport({ importId });
      this.#say('The import was taken back. The originals were never touched.', true);
    });
  }

  get #photos() {
    return this.#studio.client.photos;
  }

  #do(work: (photoIds: number[]) => Promise<unknown> | void, ids?: readonly number[]): void {
    void this.#studio.attempt(async () => {
      const photoIds = ids ?? (await this.#library.selection.settledTargets());
      if (photoIds.length > 0) await work([...photoIds]);
    });
  }

  #say(message: string, isUndoable = false): void {
    if (isUndoable) offerUndo(this.#studio, message);
    else this.#studio.toasts.show({ message });
  }
}
