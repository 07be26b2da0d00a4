import { describe, expect, it } from 'vitest';
import { layOut, moveFocus, rowsInView, scrollTo, spreadMarks } from './grid-layout.ts';

const layout = layOut({ widthPixels: 1000, total: 100_000, cellPixels: 160, gapPixels: 8 });

describe('grid layout', () => {
  it('has no rows without photos', () => {
    expect(layOut({ widthPixels: 1000, total: 0, cellPixels: 160, gapPixels: 8 }).heightPixels).toBe(0);
  });

  it('keeps two columns and a size in a window of no width', () => {
    const { columns, cellPixels } = layOut({ widthPixels: 0, total: 9, cellPixels: 160, gapPixels: 8 });
    expect({ columns, cellPixels }).toEqual({ columns: 2, cellPixels: 1 });
  });

  it('fills the width with as many columns as fit', () => {
    // 6 cells of 160 and 5 gaps of 8 take exactly 1000.
    expect(layout).toMatchObject({ columns: 6, cellPixels: 160, rowPixels: 168 });
  });

  it('stretches cells over what is left of the width', () => {
    // 5 cells of at least 160 and 4 gaps of 8 in 900: (900 - 32) / 5 = 173.6
    const { columns, cellPixels } = layOut({ widthPixels: 900, total: 9, cellPixels: 160, gapPixels: 8 });
    expect({ columns, cellPixels }).toEqual({ columns: 5, cellPixels: 173 });
  });

  it('lays 100,000 photos in less height than a browser can scroll', () => {
    // 16,667 rows of 168 pixels; Chromium scrolls 33,554,400.
    expect(layout).toMatchObject({ rows: 16_667, heightPixels: 16_667 * 168 });
  });
});

describe('rows in view', () => {
  it('are none of an empty grid', () => {
    const empty = layOut({ widthPixels: 1000, total: 0, cellPixels: 160, gapPixels: 8 });
    expect(rowsInView(empty, { topPixels: 0, heightPixels: 800, beyond: 2 })).toEqual({ first: 0, end: 0 });
  });

  it('begin at the first row at the top', () => {
    // 800 / 168 = 4.8: five rows, one more that may be cut, and two beyond on each side.
    expect(rowsInView(layout, { topPixels: 0, heightPixels: 800, beyond: 2 })).toEqual({ first: 0, end: 10 });
  });

  it('end at the last row at the bottom', () => {
    const topPixels = layout.heightPixels - 800;
    expect(rowsInView(layout, { topPixels, heightPixels: 800, beyond: 2 })).toEqual({
      first: 16_657,
      end: 16_667,
    });
  });

  it('are equally many wherever it is scrolled to', () => {
    for (const topPixels of [0, 1, 167, 168, 1_234_567, layout.heightPixels]) {
      const { first, end } = rowsInView(layout, { topPixels, heightPixels: 800, beyond: 2 });
      expect(end - first).toBe(10);
    }
  });
});

describe('scrolling to a row', () => {
  it('moves nothing when it is in view', () => {
    expect(scrollTo(2, layout, { topPixels: 100, heightPixels: 800 })).toBe(100);
  });

  it('shows a row above at the top', () => {
    expect(scrollTo(1, layout, { topPixels: 1000, heightPixels: 800 })).toBe(168);
  });

  it('shows a row below at the bottom', () => {
    expect(scrollTo(10, layout, { topPixels: 0, heightPixels: 800 })).toBe(11 * 168 - 800);
  });
});

describe('moving the focus', () => {
  const grid = { columns: 6, total: 20, rowsInView: 2 };

  it('leaves other keys alone', () => expect(moveFocus('a', 3, grid)).toBeUndefined());
  it('stays at the first photo', () => expect(moveFocus('ArrowLeft', 0, grid)).toBe(0));
  it('stays at the last photo', () => expect(moveFocus('ArrowRight', 19, grid)).toBe(19));
  it('goes to the next row at the end of a row', () => expect(moveFocus('ArrowRight', 5, grid)).toBe(6));
  it('stays in the first row going up', () => expect(moveFocus('ArrowUp', 4, grid)).toBe(4));
  it('goes down by a row', () => expect(moveFocus('ArrowDown', 4, grid)).toBe(10));
  it('goes to the last photo where the row below is short', () =>
    expect(moveFocus('ArrowDown', 16, grid)).toBe(19));
  it('stays in the last row going down', () => expect(moveFocus('ArrowDown', 18, grid)).toBe(18));
  it('goes to the same column of the first row a page up', () =>
    expect(moveFocus('PageUp', 8, grid)).toBe(2));
  it('goes two rows down a page of two rows', () => expect(moveFocus('PageDown', 1, grid)).toBe(13));
  it('goes to both ends', () =>
    expect([moveFocus('Home', 9, grid), moveFocus('End', 9, grid)]).toEqual([0, 19]));
});

describe('marks of the jump bar', () => {
  const marks = [0, 10, 500, 510, 990].map((offset) => ({ offset }));

  it('leave out those that would lie on one another', () => {
    expect(spreadMarks(marks, 1000, 0.05).map(({ offset }) => offset)).toEqual([0, 500, 990]);
  });
});
