import type { Result } from '../../core/contract/photos-contract.ts';
import type { Look } from '../../core/contract/translation-contract.ts';
import { formatPercent } from '../ui/format.ts';

/** How a result was made, to be used on other photos. */
export interface Recipe {
  readonly look: Look;
  readonly styleName: string;
}

const longestName = 60;

/** The style, whether it goes the other way, and its strength where it is not whole: "Day and dusk, reversed, 80 %". */
export function recipeText({ styleName, look: { strength, direction } }: Recipe): string {
  const parts = [
    styleName.slice(0, longestName),
    direction === 'b-to-a' ? 'reversed' : '',
    strength < 1 ? formatPercent(strength) : '',
  ];
  return parts.filter(Boolean).join(', ');
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
