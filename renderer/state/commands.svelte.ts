import { untrack } from 'svelte';
import { isTextKey, namesOfKey } from './key-name.ts';

/** One thing that a person can do here, by name, key or menu. */
export interface Command {
  /** Stable, such as `photos.open`; menus of the desktop app send it. */
  readonly id: string;
  readonly title: string;
  /** Such as `Ctrl+E`, `Shift+X`, `T`, `?`; Ctrl is Cmd on macOS. Compared by what the key writes, not where it lies. */
  readonly keys?: readonly string[];
  /** Where it belongs in the palette and the sheet of keys. */
  readonly group: string;
  readonly isAvailable?: () => boolean;
  /** Keys that a list or canvas handles itself: shown in the sheet, not listened for. */
  readonly isShownOnly?: boolean;
  readonly run: () => void;
}

/** Keys that sliders and groups of choices move by. */
const movingKeys: readonly string[] = [
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
  ...['Home', 'End', 'PageUp', 'PageDown'],
];

const arrows = { Left: '←', Right: '→', Up: '↑', Down: '↓' } as const;

/** All commands of the frame and of the screen that is open. */
export class Commands {
  #all = $state.raw<readonly Command[]>([]);
  /** Keys without Ctrl can be switched off. */
  singleKeys = true;
  readonly #isMac: boolean;

  constructor(isMac: boolean) {
    this.#isMac = isMac;
  }

  get list(): readonly Command[] {
    return this.#all.filter(({ isAvailable }) => isAvailable?.() ?? true);
  }

  /** Also those that cannot be used just now: for the sheet of keys. */
  get all(): readonly Command[] {
    return this.#all;
  }

  /** Adds commands and returns how to take them away: `$effect(() => commands.add([...]))`. */
  add(commands: readonly Command[]): () => void {
    // Adding must not make the effect that adds depend on what others have added.
    this.#change((all) => [...all, ...commands]);
    return () => this.#change((all) => all.filter((command) => !commands.includes(command)));
  }

  run(id: string): void {
    this.list.find((command) => command.id === id)?.run();
  }

  /** Runs what a pressed key stands for; the command that was added last wins. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || this.#belongsToPlace(event)) return;
    const names = namesOfKey(event, this.#isMac);
    const usable = this.list.filter(({ isShownOnly }) => !isShownOnly);
    for (const name of names) {
      const command = usable.findLast(({ keys }) => keys?.includes(name));
      if (command === undefined) continue;
      event.preventDefault();
      command.run();
      return;
    }
  }

  /** A key as this system writes it. */
  label(name: string): string {
    const key = name.replace(/Arrow(Left|Right|Up|Down)$/, (_, way: keyof typeof arrows) => arrows[way]);
    if (!this.#isMac) return key;
    return key.replace('Ctrl+', '⌘').replace('Shift+', '⇧').replace('Alt+', '⌥');
  }

  #change(change: (all: readonly Command[]) => readonly Command[]): void {
    this.#all = change(untrack(() => this.#all));
  }

  /** Text fields, open dialogs and pressed buttons have keys of their own. */
  #belongsToPlace(event: KeyboardEvent): boolean {
    const { target } = event;
    if (!(target instanceof HTMLElement)) return false;
    if (target.closest('[role="dialog"], [role="menu"]') !== null) return true;
    if (isTyping(target)) return isTextKey(event, this.#isMac);
    return !event.ctrlKey && !event.metaKey && !event.altKey && this.#isKeyOf(target, event.key);
  }

  #isKeyOf(target: HTMLElement, key: string): boolean {
    if (key === ' ' || key === 'Enter') return target.closest('button, a, summary') !== null;
    if (movingKeys.includes(key)) return target.matches('input[type="range"], input[type="radio"]');
    return key.length === 1 && !this.singleKeys;
  }
}

function isTyping(target: HTMLElement): boolean {
  return (
    target.isContentEditable ||
    (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) &&
      !(
        target instanceof HTMLInputElement &&
        ['checkbox', 'radio', 'range', 'button', 'color'].includes(target.type)
      ))
  );
}
