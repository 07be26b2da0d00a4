import type { Command } from '../state/commands.svelte.ts';
import { isNothingSelected } from '../recipe/recipe.ts';
import { Recipes } from '../recipe/recipes.svelte.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { LibraryState } from './library-state.svelte.ts';
import { PhotoActions } from './photo-actions.ts';
import { SavedSearches } from './saved-searches.ts';

const group = 'Library';
const starAmounts = [0, 1, 2, 3, 4, 5] as const;

/** Commands of the library screen. */
export function libraryCommands(studio: Studio): readonly Command[] {
  return [...moving(), ...onPhotos(studio), ...onRecipes(studio), ...onLibrary(studio)];
}

/** Keys that the grid handles itself. */
function moving(): readonly Command[] {
  const shown = (id: string, title: string, ...keys: string[]): Command => ({
    id: `library.keys.${id}`,
    title,
    keys,
    group,
    isShownOnly: true,
    run: () => document.querySelector<HTMLElement>('[role="grid"]')?.focus(),
  });
  return [
    shown('move', 'Go among photos', '←', '→', '↑', '↓'),
    shown('far', 'Go far', 'Home', 'End', 'PageUp', 'PageDown'),
    shown('range', 'Choose a range', 'Shift+←', 'Shift+→'),
    shown('toggle', 'Choose one more', 'Space'),
    shown('original', 'While a photo is large: its original', 'O'),
  ];
}

function onPhotos(studio: Studio): readonly Command[] {
  const library = studio.keep(LibraryState);
  const { selection } = library;
  const actions = studio.keep(PhotoActions);
  const command = (id: string, title: string, key: string, run: () => void): Command => ({
    id: `library.${id}`,
    title,
    keys: [key],
    group,
    isAvailable: () => selection.targets().length > 0,
    run,
  });
  const starred = starAmounts.map((stars) => {
    const title = stars === 0 ? 'Take the stars away' : `Give ${'★'.repeat(stars)}`;
    return command(`stars.${stars}`, title, `${stars}`, () => actions.star(stars));
  });
  return [
    command('look', 'Look at the photo', 'Enter', () => (library.isLooking = true)),
    command('translate', 'Translate the photos', 'T', () => actions.translate()),
    command('export', 'Export the photos…', 'Ctrl+E', () => actions.export()),
    command('trash', 'Put the photos into the trash', 'Delete', () => actions.trash()),
    command('reject', 'Reject the photos, or take it back', 'X', () => actions.reject()),
    ...starred,
    {
      ...command(
        'all',
        'Choose all photos',
        'Ctrl+A',
        () => void studio.attempt(() => selection.chooseAll()),
      ),
      isAvailable: () => true, // also while the photos are being read
    },
  ];
}

function onRecipes(studio: Studio): readonly Command[] {
  const library = studio.keep(LibraryState);
  const actions = studio.keep(PhotoActions);
  const recipes = studio.keep(Recipes);
  const hasPhotos = (): boolean => library.selection.targets().length > 0 && !actions.isInTrash;
  return [
    {
      id: 'library.recipe.copy',
      title: 'Copy the recipe of the photo',
      keys: ['Ctrl+C'],
      group,
      isAvailable: () => hasPhotos() && isNothingSelected(),
      run: () => actions.copyRecipe(),
    },
    {
      id: 'library.recipe.paste',
      title: 'Paste the recipe on the photos',
      keys: ['Ctrl+Shift+V'],
      group,
      isAvailable: () => hasPhotos() && recipes.copied !== null,
      run: () => actions.pasteRecipe(),
    },
    {
      id: 'library.recipe.parts',
      title: 'Paste some of the recipe on the photos…',
      keys: ['Ctrl+Alt+V'],
      group,
      isAvailable: () => hasPhotos() && recipes.copied !== null,
      run: () => actions.pasteParts(),
    },
  ];
}

function onLibrary(studio: Studio): readonly Command[] {
  const library = studio.keep(LibraryState);
  const saved = studio.keep(SavedSearches);
  return [
    {
      id: 'library.none',
      title: 'Choose none',
      keys: ['Escape'],
      group,
      isAvailable: () => library.selection.size > 0,
      run: () => library.selection.clear(),
    },
    {
      id: 'library.info',
      title: 'Show or hide the info',
      keys: ['I'],
      group,
      run: () => library.toggleInfo(),
    },
    {
      id: 'library.search',
      title: 'Search photos',
      keys: ['Ctrl+F', '/'],
      group,
      run: () => document.querySelector<HTMLElement>('#library-search')?.focus(),
    },
    {
      id: 'library.search.keep',
      title: 'Keep this search',
      group,
      isAvailable: () => saved.canKeep,
      run: () => void saved.keep(),
    },
  ];
}
