export type CompareMode = 'slider' | 'side' | 'flicker' | 'single';

/** The ways to compare, in the order in which `\` goes through them. */
export const compareModes: readonly {
  readonly value: CompareMode;
  readonly label: string;
  readonly help: string;
}[] = [
  { value: 'slider', label: 'Slider', help: 'One picture over the other, with a line to move' },
  { value: 'side', label: 'Side by side', help: 'Both pictures, zoomed and moved together' },
  { value: 'flicker', label: 'Flicker', help: 'Press the picture to change between the two' },
  { value: 'single', label: 'Single', help: 'One picture alone' },
];

export function nextMode(mode: CompareMode): CompareMode {
  const at = compareModes.findIndex(({ value }) => value === mode);
  return compareModes[(at + 1) % compareModes.length]!.value;
}

/** Where a key moves a divider of 0 to 1: 1 %, 10 % with Shift, Home and End; null for other keys. */
export function dividerKey(key: string, isShift: boolean, position: number): number | null {
  const step = isShift ? 0.1 : 0.01;
  const moved: Readonly<Record<string, number>> = {
    ArrowLeft: position - step,
    ArrowRight: position + step,
    PageDown: position - 0.1,
    PageUp: position + 0.1,
    Home: 0,
    End: 1,
  };
  const to = moved[key];
  return to === undefined ? null : Math.min(1, Math.max(0, Math.round(to * 1000) / 1000));
}
