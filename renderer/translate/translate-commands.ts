import type { Command } from '../state/commands.svelte.ts';
import { isNothingSelected } from '../recipe/recipe.ts';
import { Recipes } from '../recipe/recipes.svelte.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { copyPicture } from './copy-picture.ts';
import { pasteTarget } from './paste-here.ts';
import type { TranslateState } from './translate-state.svelte.ts';

const group = 'Translate';

/** What can be done on the screen that translates. */
export function translateCommands(studio: Studio, state: TranslateState): readonly Command[] {
  const { strip, styles } = state;
  const hasPhoto = (): boolean => strip.currentId !== null;
  const hasLook = (): boolean => hasPhoto() && styles.look !== null;
  const copy = async (): Promise<void> => {
    const picture = state.translated ?? state.original;
    if (picture === null) return;
    const done = await studio.attempt(async () => (await copyPicture(picture.src), true));
    if (done) studio.toasts.show({ message: `Copied: ${picture.label}` });
  };
  const command = (
    id: string,
    title: string,
    keys: readonly string[],
    run: () => void,
    isAvailable = hasLook,
  ): Command => ({ id: `translate.${id}`, title, keys, group, run, isAvailable });
  return [
    command('start', 'Translate', ['Ctrl+Enter'], () => void state.translate(false)),
    command(
      'start.front',
      'Translate before all others',
      ['Ctrl+Shift+Enter'],
      () => void state.translate(true),
    ),
    command('export', 'Export…', ['Ctrl+E'], () => (state.isExporting = true), hasPhoto),
    command('copy', 'Copy the result', ['Ctrl+Shift+C'], () => void copy(), hasPhoto),
    command('photo.next', 'Next photo', ['ArrowRight'], () => strip.move(1), hasPhoto),
    command('photo.before', 'Photo before', ['ArrowLeft'], () => strip.move(-1), hasPhoto),
    command('style.next', 'Next style', ['ArrowDown'], () => styles.move(1), hasPhoto),
    command('style.before', 'Style before', ['ArrowUp'], () => styles.move(-1), hasPhoto),
    command(
      'reverse',
      'Reverse direction',
      ['R'],
      () => styles.reverse(),
      () => hasLook() && styles.canReverse,
    ),
    command('weaker', 'Weaker', ['['], () => styles.stepStrength(-1)),
    command('stronger', 'Stronger', [']'], () => styles.stepStrength(1)),
    command(
      'remove',
      'Take the photo off this screen',
      [],
      () => strip.remove(strip.currentId ?? 0),
      hasPhoto,
    ),
    command('clear', 'Take all photos off this screen', [], () => strip.clear(), hasPhoto),
    ...recipeCommands(studio, state),
  ];
}

function recipeCommands(studio: Studio, state: TranslateState): readonly Command[] {
  const recipes = studio.keep(Recipes);
  return [
    {
      id: 'translate.recipe.copy',
      title: 'Copy the recipe',
      keys: ['Ctrl+C'],
      group,
      isAvailable: () => state.styles.look !== null && isNothingSelected(),
      run: () => state.copyRecipe(),
    },
    {
      id: 'translate.recipe.paste',
      title: 'Paste the recipe on this photo',
      keys: ['Ctrl+Shift+V'],
      group,
      isAvailable: () => state.strip.currentId !== null && recipes.copied !== null,
      run: () => void recipes.paste(pasteTarget(studio, state)),
    },
    {
      id: 'translate.recipe.parts',
      title: 'Paste some of the recipe on this photo…',
      keys: ['Ctrl+Alt+V'],
      group,
      isAvailable: () => state.strip.currentId !== null && recipes.copied !== null,
      run: () => recipes.choose(pasteTarget(studio, state)),
    },
  ];
}
