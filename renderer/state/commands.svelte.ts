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

  /** Adds commands and returns how to take them away: `$effect(() => commands.add([...]))`. */
  add(commands: readonly Command[]): () => void {
    this.#all = [...this.#all, ...commands];
    return () => {
      this.#all = this.#all.filter((command) => !commands.includes(command));
    };
  }

  run(id: string): void {
    this.list.find((command) => command.id === id)?.run();
  }

  /** Runs what a pressed key stands for; the command that was added last wins. */
  press(event: KeyboardEvent): void {
    const key = this.#nameOf(event);
    const isSingle = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.defaultPrevented || (isSingle && (!this.singleKeys || isTyping(event.target)))) return;
    const command = this.list.findLast(({ keys, isShownOnly }) => !isShownOnly && keys?.includes(key));
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  }

  /** A key as this system writes it. */
  label(key: string): string {
    if (!this.#isMac) return key;
    return key.replace('Ctrl+', '⌘').replace('Shift+', '⇧').replace('Alt+', '⌥');
  }

  #nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
    const isCtrl = this.#isMac ? metaKey : ctrlKey;
    const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
    const shift = shiftKey && (isLetter || key.length > 1) ? 'Shift+' : '';
    const name = key === ' ' ? 'Space' : isLetter ? key.toUpperCase() : key;
    return `${isCtrl ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shift}${name}`;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'range', 'button'].includes(target.type))
  );
}
