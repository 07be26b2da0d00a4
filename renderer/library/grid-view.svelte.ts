import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { layOut, moveFocus, rowsInView, scrollTo } from './grid-layout.ts';
import type { LibraryState } from './library-state.svelte.ts';

const gapPixels = 8;
/** Around the cells, so that the outline of the one with the focus is not cut. */
const edgePixels = 4;
const beyond = 2;
/** Faster than this, in rows a frame, pictures would be gone before they came. */
const fastRows = 1.5;
const restMs = 90;

/** The part of the grid that is in view, and how keys and clicks move in it. */
export class GridView {
  widthPixels = $state(0);
  heightPixels = $state(0);
  topPixels = $state(0);
  isFast = $state(false);
  readonly layout = $derived.by(() =>
    layOut({
      widthPixels: this.widthPixels,
      total: this.#library.pages.total ?? 0,
      cellPixels: this.#library.cellPixels,
      gapPixels,
    }),
  );
  readonly rows = $derived.by(() =>
    rowsInView(this.layout, { topPixels: this.topPixels, heightPixels: this.heightPixels, beyond }),
  );
  readonly #library: LibraryState;
  #element: HTMLElement | undefined;
  /** Photos that were in view when it was last laid out. */
  #shown = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(library: LibraryState) {
    this.#library = library;
  }

  readonly attach: Attachment<HTMLElement> = (element) => {
    this.#element = element;
    const observer = new ResizeObserver(() => {
      this.widthPixels = element.clientWidth - 2 * edgePixels;
      this.heightPixels = element.clientHeight;
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      clearTimeout(this.#rest);
    };
  };

  /** Indices from the first drawn photo to before the last. */
  get first(): number {
    return this.rows.first * this.layout.columns;
  }

  get end(): number {
    return Math.min(this.#library.pages.total ?? 0, this.rows.end * this.layout.columns);
  }

  scrolled(): void {
    const top = this.#element?.scrollTop ?? 0;
    this.isFast = Math.abs(top - this.topPixels) > fastRows * this.layout.rowPixels;
    this.topPixels = top;
    this.#library.topIndex = Math.round(top / this.layout.rowPixels) * this.layout.columns;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => (this.isFast = false), restMs);
  }

  /** Brings a photo to the top, as it was before the size changed or another screen was shown. */
  goTo(index: number): void {
    if (this.#element === undefined) return;
    this.#element.scrollTop = Math.floor(index / this.layout.columns) * this.layout.rowPixels;
    this.topPixels = this.#element.scrollTop;
  }

  /** After another size or width: the photo at the top stays there, and a chosen one stays in view. */
  settle(): void {
    const { topIndex, selection } = this.#library;
    const wasFocusShown =
      selection.size > 0 && selection.focus >= topIndex && selection.focus < topIndex + this.#shown;
    this.goTo(topIndex);
    this.#shown = this.layout.columns * Math.ceil(this.heightPixels / this.layout.rowPixels);
    if (wasFocusShown && this.#element !== undefined)
      this.#element.scrollTop = scrollTo(
        Math.floor(selection.focus / this.layout.columns),
        this.layout,
        this,
      );
  }

  async press(event: KeyboardEvent): Promise<void> {
    const { selection, pages } = this.#library;
    const { columns, rowPixels } = this.layout;
    const rows = Math.floor(this.heightPixels / rowPixels);
    const to = moveFocus(event.key, selection.focus, { columns, total: pages.total ?? 0, rowsInView: rows });
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    if (event.shiftKey) void selection.extend(to);
    else if (event.ctrlKey || event.metaKey) selection.focus = to;
    else selection.choose(to);
    await this.focusOn(to);
  }

  async focusOn(index: number): Promise<void> {
    if (this.#element === undefined) return;
    const row = Math.floor(index / this.layout.columns);
    this.#element.scrollTop = scrollTo(row, this.layout, this);
    this.topPixels = this.#element.scrollTop;
    await tick();
    this.#element.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }
}
