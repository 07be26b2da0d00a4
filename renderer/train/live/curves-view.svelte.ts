import { SvelteSet } from 'svelte/reactivity';

/** How the curves are looked at. */
export class CurvesView {
  /** Weight of what came before: 0 to below 1. */
  smoothing = $state(0.6);
  isLog = $state(false);
  isClipped = $state(true);
  isTable = $state(false);
  /** Names of the curves that are switched off. */
  readonly hidden = new SvelteSet<string>();
  /** The steps that are zoomed to; null for all. */
  zoom = $state.raw<readonly [number, number] | null>(null);

  toggle(name: string): void {
    if (!this.hidden.delete(name)) this.hidden.add(name);
  }

  /** Zooms about the middle of what is seen, of `first` to `last` in all. */
  scale(by: number, [first, last]: readonly [number, number]): void {
    const [from, to] = this.zoom ?? [first, last];
    const half = ((to - from) * by) / 2;
    const middle = (from + to) / 2;
    const next = [Math.max(first, middle - half), Math.min(last, middle + half)] as const;
    this.zoom = next[0] <= first && next[1] >= last ? null : next;
  }
}
