/** What of a browser these functions use: they are sent to the page as text and run there. */
interface PageElement {
  scrollTop: number;
  value: string;
  getAttribute(name: string): string | null;
  dispatchEvent(event: Event): boolean;
}
declare const document: { querySelector(selector: string): PageElement | null };
declare const requestAnimationFrame: (step: (nowMs: number) => void) => void;

/** A new library opens where photos are dropped. */
export function isStartShown(): boolean {
  return document.querySelector('main button') !== null;
}

export function arePhotosShown(): boolean {
  return document.querySelector('[role=gridcell] img.loaded') !== null;
}

interface Scrolling {
  readonly pixelsPerFrame: number;
  readonly frames: number;
}

/** The milliseconds between frames while the grid moves by so much in each. */
export function scroll({ pixelsPerFrame, frames }: Scrolling): Promise<number[]> {
  const grid = document.querySelector('[role=grid]')!;
  grid.scrollTop = 0;
  return new Promise((resolve) => {
    const times: number[] = [];
    let last = performance.now();
    const step = (nowMs: number): void => {
      times.push(nowMs - last);
      last = nowMs;
      grid.scrollTop += pixelsPerFrame;
      if (times.length <= frames) requestAnimationFrame(step);
      else resolve(times.slice(1)); // the first began between two frames
    };
    requestAnimationFrame(step);
  });
}

/** Puts words into the search box; the milliseconds until other photos have been painted. */
export function search(words: string): Promise<number> {
  const box = document.querySelector('#library-search')!;
  const shown = (): string => {
    const rows = document.querySelector('[role=grid]')?.getAttribute('aria-rowcount');
    const first = document.querySelector('[role=gridcell]')?.getAttribute('aria-label');
    return `${rows} ${first}`;
  };
  const before = shown();
  const startMs = performance.now();
  box.value = words;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  return new Promise((resolve) => {
    const look = (): void => {
      const isOver = shown() !== before || performance.now() - startMs > 5000;
      // Seen before a frame is painted: it is on the screen when the next one begins.
      if (isOver) requestAnimationFrame(() => resolve(performance.now() - startMs));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
