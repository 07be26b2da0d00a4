import type { Command } from '../state/commands.svelte.ts';
import { compareModes } from './compare-modes.ts';
import type { CompareState } from './compare-state.svelte.ts';

const group = 'Compare';
const panStep = 80;

/** What can be done in a view that compares, by key and by name. */
export function compareCommands(state: CompareState, onfullscreen: () => void): readonly Command[] {
  const pan = (x: number, y: number) => () => state.panBy({ x: x * panStep, y: y * panStep });
  const none = (): void => undefined;
  return [
    command('mode', 'Next way to compare', ['\\', 'Ctrl+Alt+\\', 'C'], () => state.nextMode()),
    command('original', 'Show the original while held', ['Space'], none, { isShownOnly: true }),
    command('swap', 'Swap the two pictures', ['S'], () => (state.isSwapped = !state.isSwapped)),
    command('zoom', 'Change between fit and 100 %', ['Z'], () => state.toggleFit()),
    command('fit', 'Fit the picture', ['Ctrl+0'], () => state.fit()),
    command('actual', 'Show at 100 %', ['Ctrl+Alt+0'], () => state.actualSize()),
    command('closer', 'Zoom in', ['+', '='], () => state.zoomBy(1.25)),
    command('away', 'Zoom out', ['-'], () => state.zoomBy(0.8)),
    command('left', 'Move the picture right', ['Shift+ArrowLeft'], pan(1, 0)),
    command('right', 'Move the picture left', ['Shift+ArrowRight'], pan(-1, 0)),
    command('up', 'Move the picture down', ['Shift+ArrowUp'], pan(0, 1)),
    command('down', 'Move the picture up', ['Shift+ArrowDown'], pan(0, -1)),
    command('full', 'Full screen', ['F'], onfullscreen),
    ...compareModes.map(({ value, label }) =>
      command(`mode.${value}`, `Compare: ${label}`, [], () => (state.mode = value)),
    ),
  ];
}

function command(
  id: string,
  title: string,
  keys: readonly string[],
  run: () => void,
  more: Partial<Command> = {},
): Command {
  return { id: `compare.${id}`, title, keys, group, run, ...more };
}
