import type { Command } from '../../state/commands.svelte.ts';
import type { Board } from './board.svelte.ts';

const group = 'Pictures to train on';

/** What the keys do on the board. Marks are undone here until they are frozen; everything else is undone by the library. */
export function boardCommands(board: Board): readonly Command[] {
  const { history } = board;
  const shown = (id: string, title: string, ...keys: string[]): Command => ({
    id: `board.keys.${id}`,
    title,
    keys,
    group,
    isShownOnly: true,
    run: () => document.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus(),
  });
  return [
    shown('keep', 'Keep the picture as it is', '1'),
    shown('leave-out', 'Leave the picture out, or keep it', 'X', 'Delete'),
    shown('to-a', 'The picture belongs to side A', 'A'),
    shown('to-b', 'The picture belongs to side B', 'B'),
    shown('judge', 'Make it a judge photo, or not', 'J', 'Enter'),
    {
      id: 'board.undo',
      title: 'Undo the last mark',
      keys: ['Ctrl+Z'],
      group,
      isAvailable: () => history.canUndo,
      run: () => history.undo(),
    },
    {
      id: 'board.redo',
      title: 'Make the mark again',
      keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
      group,
      isAvailable: () => history.canRedo,
      run: () => history.redo(),
    },
  ];
}
