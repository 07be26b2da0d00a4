import type { Point } from './zoom.ts';

export interface GestureTarget {
  readonly onpan: (by: Point) => void;
  readonly onzoom: (factor: number, at: Point) => void;
  /** Pressed and let go without moving. */
  readonly onpress: (at: Point) => void;
  /** One finger or the mouse moves while held; answers whether it was used up and nothing shall be panned. */
  readonly ondrag: (at: Point) => boolean;
}

const pressSlack = 4;

/** Turns fingers, pens, the mouse and the wheel into panning, zooming and presses. Points are those of the element. */
export function gestures(target: GestureTarget): (element: HTMLElement) => () => void {
  return (element) => {
    const held = new Map<number, Point>();
    let travelled = 0;
    const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
      const box = element.getBoundingClientRect();
      return { x: clientX - box.left, y: clientY - box.top };
    };
    const down = (event: PointerEvent): void => {
      if (event.button !== 0 || event.defaultPrevented || isControl(event.target)) return;
      element.setPointerCapture(event.pointerId);
      held.set(event.pointerId, pointOf(event));
      travelled = held.size > 1 ? pressSlack : 0;
      if (held.size === 1) target.ondrag(pointOf(event));
    };
    const move = (event: PointerEvent): void => {
      const before = held.get(event.pointerId);
      if (before === undefined) return;
      const now = pointOf(event);
      travelled += distance(before, now);
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
      held.set(event.pointerId, now);
      if (other !== undefined) {
        target.onzoom(distance(now, other) / Math.max(1, distance(before, other)), middle(now, other));
      } else if (!target.ondrag(now)) {
        target.onpan({ x: now.x - before.x, y: now.y - before.y });
      }
    };
    const up = (event: PointerEvent): void => {
      if (!held.delete(event.pointerId)) return;
      if (event.type === 'pointerup' && held.size === 0 && travelled < pressSlack)
        target.onpress(pointOf(event));
    };
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      if (event.ctrlKey || event.metaKey) {
        target.onzoom(Math.exp(-event.deltaY * unit * 0.0025), pointOf(event));
      } else {
        const [x, y] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
        target.onpan({ x: -x * unit, y: -y * unit });
      }
    };
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerdown', down, { signal });
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerup', up, { signal });
    element.addEventListener('pointercancel', up, { signal });
    element.addEventListener('wheel', wheel, { signal, passive: false });
    return () => stop.abort();
  };
}

/** What lies over the picture and is pressed itself. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, input, select') !== null;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
