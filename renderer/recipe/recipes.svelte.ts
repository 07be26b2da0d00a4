import { formatAmount } from '../ui/format.ts';
import { recipeText, type Recipe } from './recipe.ts';
import type { Studio } from '../state/studio.svelte.ts';

/** The recipe that was copied last, on whatever screen: `studio.keep(Recipes)`. */
export class Recipes {
  copied = $state.raw<Recipe | null>(null);
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

  /** Translates photos by the copied recipe, as jobs; true when they are in the queue. */
  async paste(photoIds: readonly number[]): Promise<boolean> {
    const recipe = this.copied;
    if (recipe === null || photoIds.length === 0) return false;
    const { client, frame, toasts } = this.#studio;
    const begun = await this.#studio.attempt(() =>
      client.translation.start({ photoIds: [...photoIds], look: recipe.look, isUrgent: false }),
    );
    if (begun === undefined) return false;
    toasts.show({
      message: `${formatAmount(begun.jobIds.length, 'photo')} to be translated: ${recipeText(recipe)}.`,
      about: 'recipe',
      actions: [{ label: 'Show the queue', run: () => (frame.isQueueOpen = true) }],
    });
    return true;
  }
}
