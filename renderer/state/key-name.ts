/** What a key press tells of itself; a KeyboardEvent is one. */
export interface KeyPress {
  /** What the key writes on this person's layout. */
  readonly key: string;
  /** Where it lies; used for the row of digits alone. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  getModifierState(name: 'AltGraph'): boolean;
}

/** Keys that text fields keep for themselves. */
const ofText: readonly string[] = ['A', 'C', 'V', 'X', 'Y', 'Z'];

/**
 * The names that a press answers to, the best first. What the key writes decides, so that Ctrl+Z is where a person
 * finds their Z; only digits may also be meant by their place, because a French layout writes `&` there.
 */
export function namesOfKey(press: KeyPress, isMac: boolean): readonly string[] {
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  const name = nameOf(press, press.key, isMac);
  return digit === undefined || press.key === digit ? [name] : [name, nameOf(press, digit, isMac)];
}

/** Whether a press edits the text of a field rather than what the app shows. */
export function isTextKey(press: KeyPress, isMac: boolean): boolean {
  if (/^F\d+$/.test(press.key)) return false;
  const isCtrl = isMac ? press.metaKey : press.ctrlKey;
  if (!isCtrl || press.altKey) return true;
  return press.key.length === 1 ? ofText.includes(press.key.toUpperCase()) : press.key !== 'Enter';
}

function nameOf(press: KeyPress, key: string, isMac: boolean): string {
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const shift = press.shiftKey && (isLetter || key.length > 1) ? 'Shift+' : '';
  const name = key === ' ' ? 'Space' : isLetter ? key.toUpperCase() : key;
  return `${modifiersOf(press, key, isMac)}${shift}${name}`;
}

/** AltGr writes `[`, `\` and the like on many layouts; Windows tells of it as Ctrl+Alt. */
function modifiersOf(press: KeyPress, key: string, isMac: boolean): string {
  if (press.getModifierState('AltGraph') && key.length === 1) return '';
  return `${(isMac ? press.metaKey : press.ctrlKey) ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}`;
}
