import { Recipes, type PasteTarget } from '../recipe/recipes.svelte.ts';
import type { Studio } from '../state/studio.svelte.ts';
import type { TranslateState } from './translate-state.svelte.ts';

/** The photo that is looked at; what is not pasted is as it is chosen beside it, and so is what is shown then. */
export function pasteTarget(studio: Studio, { strip, styles }: TranslateState): PasteTarget {
  const onpasted = (): void => {
    const { copied, parts } = studio.keep(Recipes);
    if (copied === null) return;
    const { styleId, direction } = parts.style ? copied.look : styles;
    styles.show(styleId, direction, parts.strength ? copied.look.strength : styles.strength);
  };
  const photoIds = strip.currentId === null ? [] : [strip.currentId];
  return { photoIds, base: styles.look ?? undefined, onpasted };
}
