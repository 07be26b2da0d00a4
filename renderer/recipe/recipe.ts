import type { Result } from '../../core/contract/photos-contract.ts';
import type { Look } from '../../core/contract/translation-contract.ts';
import { formatPercent } from '../ui/format.ts';

/** How a result was made, to be used on other photos. */
export interface Recipe {
  readonly look: Look;
  readonly styleName: string;
}

/** What of a recipe is pasted. */
export interface RecipeParts {
  /** With its direction. */
  readonly style: boolean;
  readonly strength: boolean;
}

export const wholeRecipe: RecipeParts = { style: true, strength: true };

const longestName = 60;

/** The style, and whether it goes the other way: "Day and dusk, reversed". */
export function styleText({ styleName, look: { direction } }: Recipe): string {
  return `${styleName.slice(0, longestName)}${direction === 'b-to-a' ? ', reversed' : ''}`;
}

/** What is pasted of it, in words: "Day and dusk, reversed, 80 %"; of the whole, only a strength that is not full is said. */
export function recipeText(recipe: Recipe, { style, strength }: RecipeParts = wholeRecipe): string {
  const amount = formatPercent(recipe.look.strength);
  if (!style) return `strength ${amount}`;
  return strength && recipe.look.strength < 1 ? `${styleText(recipe)}, ${amount}` : styleText(recipe);
}

/** The recipe of what a photo shows; what is in the way, in words, where there is none. */
export function recipeShown(history: readonly Result[]): Recipe | string {
  const shown = history.find(({ isCurrent }) => isCurrent);
  if (shown === undefined)
    return 'This photo shows its original. Choose one of its results first, then copy its recipe.';
  const { styleId, styleName, direction, strength } = shown;
  if (styleId === null) return `The style of this result, ${styleName.slice(0, longestName)}, is gone.`;
  return { look: { styleId, direction, strength }, styleName };
}

/** Ctrl+C copies words where some are selected. */
export function isNothingSelected(): boolean {
  return getSelection()?.isCollapsed ?? true;
}
