import type { Command } from '../state/commands.svelte.ts';
import type { ModelsState } from './models-state.svelte.ts';

const group = 'Models';

/** What can be done on the screen of models; `columns` cards lie in a row. */
export function modelsCommands(state: ModelsState, columns: () => number): readonly Command[] {
  const isThere = (): boolean => state.chosen !== undefined && !state.isTrash;
  const isMissing = (): boolean => isThere() && state.chosen?.state === 'missing';
  const command = (
    id: string,
    title: string,
    keys: readonly string[],
    run: () => void,
    isAvailable?: () => boolean,
  ): Command => ({ id: `models.${id}`, title, keys, group, run, ...(isAvailable && { isAvailable }) });
  return [
    command('next', 'Next model', ['ArrowRight'], () => state.move(1)),
    command('before', 'Model before', ['ArrowLeft'], () => state.move(-1)),
    command('below', 'Model below', ['ArrowDown'], () => state.move(columns())),
    command('above', 'Model above', ['ArrowUp'], () => state.move(-columns())),
    command('test', 'Test the model on a photo', ['T'], () => void state.test(), isThere),
    command('rename', 'Rename the model…', ['F2'], () => (state.isRenaming = true), isThere),
    command('trash', 'Move the model to the trash', ['Delete'], () => void state.trash(), isThere),
    command('locate', 'Locate the missing file of the model…', [], () => void state.locate(), isMissing),
    command('import', 'Import a model…', ['Ctrl+O'], () => (state.isImporting = true)),
    command('restore', 'Restore the built-in styles', [], () => void state.restoreBundled()),
  ];
}
