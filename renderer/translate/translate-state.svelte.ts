import type { Result } from '../../core/contract/photos-contract.ts';
import { pictureAddress } from '../../core/contract/picture-address.ts';
import type { ComparePicture } from '../compare/compare-picture.ts';
import { CompareState } from '../compare/compare-state.svelte.ts';
import { Recipes } from '../recipe/recipes.svelte.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { resultInLook } from './looks.ts';
import { PhotoStrip } from './photo-strip.svelte.ts';
import { Preview } from './preview.svelte.ts';
import { StyleList } from './style-list.svelte.ts';

/** The screen that translates. It is kept while others are open: `studio.keep(TranslateState)`. */
export class TranslateState {
  readonly compare = new CompareState();
  readonly strip: PhotoStrip;
  readonly styles: StyleList;
  readonly preview: Preview;
  isExporting = $state(false);
  /** A result that a person asked to see, whatever look is chosen. */
  #chosen = $state.raw<{ readonly resultId: number; readonly look: unknown } | null>(null);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.strip = new PhotoStrip(studio);
    this.styles = new StyleList(studio);
    this.preview = new Preview(studio);
  }

  /** The full-size result that stands for the preview, where there is one. */
  get result(): Result | undefined {
    const history = this.strip.current?.history ?? [];
    const { look } = this.styles;
    const chosen = this.#chosen?.look === look ? this.#chosen?.resultId : undefined;
    return history.find(({ id }) => id === chosen) ?? resultInLook(history, look);
  }

  /** What a preview is wanted of; null where a result is there, or nothing can be made. */
  get wanted(): { readonly photoId: number; readonly look: NonNullable<StyleList['look']> } | null {
    const { current } = this.strip;
    const { look } = this.styles;
    if (current === undefined || look === null || current.isMissing || this.result !== undefined) return null;
    return { photoId: current.id, look };
  }

  get original(): ComparePicture | null {
    const photoId = this.strip.currentId;
    if (photoId === null) return null;
    const { current } = this.strip;
    return {
      id: `photo-${photoId}`,
      src: this.#studio.picture(pictureAddress.view(photoId)),
      placeholder: this.#studio.picture(pictureAddress.thumb(photoId)),
      label: 'Original',
      width: current?.widthPixels ?? 3,
      height: current?.heightPixels ?? 2,
    };
  }

  get translated(): ComparePicture | null {
    const { original, result } = this;
    if (original === null) return null;
    const id = `translated-${this.strip.currentId}`;
    if (result !== undefined) {
      const src = this.#studio.picture(pictureAddress.resultView(result.id));
      return { ...original, id, src, placeholder: undefined, label: result.styleName };
    }
    const { shown } = this.preview;
    if (shown === null || shown.photoId !== this.strip.currentId) return null;
    const label = this.styles.all.find((style) => style.id === shown.look.styleId)?.name ?? 'Result';
    return { ...original, id, src: this.#studio.picture(shown.address), placeholder: undefined, label };
  }

  /** A hint that need not be shown again. */
  seen(hint: string): void {
    const { hintsSeen } = this.#studio.settings;
    if (!hintsSeen.includes(hint)) void this.#studio.change({ hintsSeen: [...hintsSeen, hint] });
  }

  /** Asks for the preview again that failed. */
  tryAgain(): void {
    const { wanted } = this;
    if (wanted !== null) this.preview.ask(wanted.photoId, wanted.look);
  }

  /** Shows a result of this photo, which is also what an export writes. */
  async show(result: Result): Promise<void> {
    this.styles.show(result.styleId, result.direction, result.strength);
    this.#chosen = { resultId: result.id, look: this.styles.look };
    const { photoId, id: resultId } = result;
    await this.#studio.attempt(() => this.#studio.client.photos.showResult({ photoId, resultId }));
  }

  copyRecipe(): void {
    const { look, style } = this.styles;
    if (look !== null && style !== undefined)
      this.#studio.keep(Recipes).copy({ look, styleName: style.name });
  }

  /** Full-size results of these photos, as jobs. */
  async translate(isUrgent: boolean, photoIds = this.strip.ids): Promise<void> {
    const { look } = this.styles;
    if (look === null || photoIds.length === 0) return;
    this.#chosen = null;
    await this.#studio.attempt(() =>
      this.#studio.client.translation.start({ photoIds: [...photoIds], look, isUrgent }),
    );
  }
}
