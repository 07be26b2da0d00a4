import type { Look } from '../../core/contract/translation-contract.ts';
import { formatAmount } from '../ui/format.ts';
import { recipeText, wholeRecipe, type Recipe, type RecipeParts } from './recipe.ts';
import type { Studio } from '../state/studio.svelte.ts';

/** Photos on which a recipe is about to be pasted. */
export interface PasteTarget {
  readonly photoIds: readonly number[];
  /** What is not pasted is as in this; absent, as each photo shows it. */
  readonly base?: Look | undefined;
  /** Called once they are in the queue. */
  readonly onpasted?: () => void;
}

/** The recipe that was copied last, on whatever screen: `studio.keep(Recipes)`. */
export class Recipes {
  copied = $state.raw<Recipe | null>(null);
  /** What was pasted of a recipe the last time it was chosen, and is the next time. */
  parts = $state.raw<RecipeParts>(wholeRecipe);
  /** For what a person is choosing the parts just now. */
  choosing = $state.raw<PasteTarget | null>(null);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  copy(recipe: Recipe): void {
    this.copied = recipe;
    this.#studio.toasts.show({
      message: `Copied the recipe: ${recipeText(recipe)}. Paste it on other photos.`,
      about: 'recipe',
    });
  }

  /** Asks what is to be pasted. */
  choose(target: PasteTarget): void {
    if (this.copied !== null && target.photoIds.length > 0) this.choosing = target;
  }

  /** Translates photos by the parts of the copied recipe, as jobs. */
  async paste({ photoIds, base, onpasted }: PasteTarget): Promise<void> {
    const { copied, parts } = this;
    if (copied === null || photoIds.length === 0) return;
    const style = parts.style ? copied.look : base;
    const begun = await this.#studio.attempt(() =>
      this.#studio.client.translation.pasteRecipe({
        photoIds: [...photoIds],
        style: style ? { styleId: style.styleId, direction: style.direction } : null,
        strength: parts.strength ? copied.look.strength : (base?.strength ?? null),
      }),
    );
    if (begun === undefined) return;
    this.#tell(begun.jobIds.length, begun.passedOver, recipeText(copied, parts));
    onpasted?.();
  }

  #tell(photos: number, passedOver: number, what: string): void {
    const { frame, toasts } = this.#studio;
    const rest =
      passedOver === 0 ? '' : ` ${formatAmount(passedOver, 'photo')} without a style left as before.`;
    toasts.show({
      message: `${formatAmount(photos, 'photo')} to be translated: ${what}.${rest}`,
      about: 'recipe',
      actions: [{ label: 'Show the queue', run: () => (frame.isQueueOpen = true) }],
    });
  }
}
