import { nextMode, type CompareMode } from './compare-modes.ts';
import {
  panned,
  placeOf,
  scaleOf,
  splitOf,
  wholePicture,
  zoomed,
  type Place,
  type Point,
  type Size,
  type View,
} from './zoom.ts';

/** How two pictures are compared: kept while the photo, the style or its strength change. */
export class CompareState {
  mode = $state<CompareMode>('slider');
  view = $state.raw<View>(wholePicture);
  /** Of the divider, 0 to 1. */
  position = $state(0.5);
  isSwapped = $state(false);
  /** While Space is held. */
  isOriginalHeld = $state(false);
  /** Which of the two *Flicker* shows. */
  isFlickered = $state(false);
  stage = $state.raw<Size>({ width: 1, height: 1 });
  picture = $state.raw<Size>({ width: 1, height: 1 });
  /** Pixels of the screen for one of the page. */
  density = $state(1);

  readonly split = $derived(this.mode === 'side' ? splitOf(this.picture, this.stage) : 'none');
  readonly pane: Size = $derived({
    width: this.split === 'row' ? this.stage.width / 2 : this.stage.width,
    height: this.split === 'column' ? this.stage.height / 2 : this.stage.height,
  });
  readonly place: Place = $derived(placeOf(this.view, this.picture, this.pane));
  readonly percent = $derived(Math.round(scaleOf(this.view, this.picture, this.pane) * this.density * 100));
  readonly isFit = $derived(this.view.scale === 'fit');
  readonly canPan = $derived(
    this.place.width > this.pane.width + 1 || this.place.height > this.pane.height + 1,
  );

  /** From where to where the picture is seen in its pane, from above. */
  readonly seen = $derived.by(() => {
    const top = Math.max(0, this.place.top);
    return { top, height: Math.min(this.pane.height, this.place.top + this.place.height) - top };
  });

  /** Follows the size of the stage: `{@attach state.measure}`. */
  readonly measure = (element: Element): (() => void) => {
    const observer = new ResizeObserver(() => {
      this.stage = { width: element.clientWidth, height: element.clientHeight };
      this.density = devicePixelRatio;
    });
    observer.observe(element);
    return () => observer.disconnect();
  };

  nextMode(): void {
    this.mode = nextMode(this.mode);
    this.isFlickered = false;
  }

  fit(): void {
    this.view = wholePicture;
  }

  /** One pixel of the picture on one pixel of the screen. */
  actualSize(at?: Point): void {
    this.zoomTo(1 / this.density, at);
  }

  toggleFit(at?: Point): void {
    if (this.isFit) this.actualSize(at);
    else this.fit();
  }

  zoomBy(factor: number, at: Point = this.#middle): void {
    this.view = zoomed(this.view, factor, at, this.picture, this.pane);
  }

  zoomTo(scale: number, at: Point = this.#middle): void {
    const zoomedView = zoomed(
      this.view,
      scale / scaleOf(this.view, this.picture, this.pane),
      at,
      this.picture,
      this.pane,
    );
    this.view = { ...zoomedView, scale };
  }

  panBy(by: Point): void {
    this.view = panned(this.view, by, this.picture, this.pane);
  }

  /** A point of the stage as a point of the pane that it lies in. */
  inPane({ x, y }: Point): Point {
    return { x: x % Math.max(1, this.pane.width), y: y % Math.max(1, this.pane.height) };
  }

  get #middle(): Point {
    return { x: this.pane.width / 2, y: this.pane.height / 2 };
  }
}
