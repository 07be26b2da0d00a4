import { describe, expect, test } from 'vitest';
import {
  dividerAt,
  fitScale,
  panned,
  placeOf,
  positionAt,
  scaleOf,
  splitOf,
  wholePicture,
  zoomed,
  type View,
} from './zoom.ts';

const picture = { width: 4000, height: 3000 };
const pane = { width: 800, height: 800 };
const close: View = { scale: 1, centre: { x: 0.5, y: 0.5 } };

describe('zoom', () => {
  test('zoom: a pane without a size asks for no impossible scale', () => {
    expect(fitScale(picture, { width: 0, height: 0 })).toBe(1);
  });

  test('zoom: panning stops at the edge of the picture', () => {
    const view = panned(close, { x: 1e9, y: 1e9 }, picture, pane);
    expect(placeOf(view, picture, pane)).toMatchObject({ left: 0, top: 0 });
  });

  test('zoom: panning a picture that is smaller than its pane leaves it in the middle', () => {
    expect(panned(wholePicture, { x: 50, y: 50 }, picture, pane)).toEqual(wholePicture);
  });

  test('zoom: no wheel goes beyond eight screen pixels for one', () => {
    expect(zoomed(close, 1e6, { x: 400, y: 400 }, picture, pane).scale).toBe(8);
  });

  test('zoom: going out ends at fit', () => {
    expect(zoomed(close, 1e-6, { x: 0, y: 0 }, picture, pane)).toEqual(wholePicture);
  });

  test('zoom: a small picture can go down to its own size', () => {
    const small = { width: 100, height: 100 };
    expect(scaleOf(zoomed(wholePicture, 1e-6, { x: 0, y: 0 }, small, pane), small, pane)).toBe(1);
  });

  test('zoom: a whole picture is centred', () => {
    // 4000 x 3000 in 800 x 800 is 800 x 600, with (800 - 600) / 2 above.
    expect(placeOf(wholePicture, picture, pane)).toEqual({ left: 0, top: 100, width: 800, height: 600 });
  });

  test('zoom: the point under the pointer stays under it', () => {
    const at = { x: 100, y: 700 };
    const before = placeOf(close, picture, pane);
    const after = placeOf(zoomed(close, 2, at, picture, pane), picture, pane);
    expect((at.x - after.left) / after.width).toBeCloseTo((at.x - before.left) / before.width, 9);
    expect((at.y - after.top) / after.height).toBeCloseTo((at.y - before.top) / before.height, 9);
  });

  test('zoom: panning moves the picture as far as the hand', () => {
    const before = placeOf(close, picture, pane);
    const after = placeOf(panned(close, { x: -30, y: 12 }, picture, pane), picture, pane);
    expect(after.left - before.left).toBeCloseTo(-30, 9);
    expect(after.top - before.top).toBeCloseTo(12, 9);
  });

  test('zoom: a tall picture is compared beside, a wide one above', () => {
    expect(splitOf({ width: 3000, height: 4000 }, pane)).toBe('row');
    expect(splitOf(picture, pane)).toBe('column');
  });

  test('zoom: the divider keeps to the part of the picture that is seen', () => {
    const place = { left: 100, top: 0, width: 600, height: 800 };
    expect(dividerAt(0, place, pane)).toBe(100);
    expect(dividerAt(1, place, pane)).toBe(700);
    expect(positionAt(400, place, pane)).toBe(0.5);
    expect(positionAt(-50, place, pane)).toBe(0);
  });
});
