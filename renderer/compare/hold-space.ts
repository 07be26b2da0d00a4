/**
 * Tells when Space is held and let go, on the whole page, where it means nothing else: not while typing, and not on a
 * control that was reached by keyboard and that Space presses. Elements marked `data-space="free"` do not use it, nor
 * does a button that was clicked: it keeps the focus, but who then holds Space does not mean it.
 */
export function holdSpace(onhold: (isHeld: boolean) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let isHeld = false;
  let isByPointer = false;
  const set = (to: boolean): void => {
    if (isHeld !== to) onhold((isHeld = to));
  };
  const down = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!isHeld && usesSpace(event.target, isByPointer)) return;
    event.preventDefault();
    set(true);
  };
  const up = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || !isHeld) return;
    event.preventDefault();
    set(false);
  };
  const byTab = ({ key }: KeyboardEvent): void => {
    if (key === 'Tab') isByPointer = false;
  };
  document.addEventListener('pointerdown', () => (isByPointer = true), { signal, capture: true });
  document.addEventListener('keydown', byTab, { signal, capture: true });
  document.addEventListener('keydown', down, { signal });
  document.addEventListener('keyup', up, { signal });
  window.addEventListener('blur', () => set(false), { signal });
  return () => stop.abort();
}

function usesSpace(target: EventTarget | null, isByPointer: boolean): boolean {
  if (!(target instanceof Element) || target.closest('[data-space="free"]')) return false;
  if (
    target.closest(
      '[role="dialog"], [role="menu"], input:not([type="range"], [type="radio"]), textarea, select',
    )
  )
    return true;
  if (isByPointer) return false;
  return target.closest('button, a, summary, [role="button"], [role="switch"], [type="radio"]') !== null;
}
