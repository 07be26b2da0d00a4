/** Where the cells of a grid of equal cells lie. */
export interface GridLayout {
  readonly columns: number;
  readonly rows: number;
  /** A cell's side, stretched so that the columns fill the width. */
  readonly cellPixels: number;
  /** From one row to the next. */
  readonly rowPixels: number;
  readonly heightPixels: number;
}

export interface GridSpace {
  readonly widthPixels: number;
  readonly total: number;
  /** The side that was asked for. */
  readonly cellPixels: number;
  readonly gapPixels: number;
}

export function layOut({ widthPixels, total, cellPixels, gapPixels }: GridSpace): GridLayout {
  const columns = Math.max(2, Math.floor((widthPixels + gapPixels) / (cellPixels + gapPixels)));
  const cell = Math.max(1, Math.floor((widthPixels - gapPixels * (columns - 1)) / columns));
  const rows = Math.ceil(total / columns);
  const rowPixels = cell + gapPixels;
  return { columns, rows, cellPixels: cell, rowPixels, heightPixels: rows * rowPixels };
}

export interface RowWindow {
  readonly first: number;
  /** The row after the last. */
  readonly end: number;
}

/**
 * The rows to draw: those in view and `beyond` more on each side. There are equally many wherever it is scrolled to, so
 * that what is drawn for one row can be used again for the next.
 */
export function rowsInView(
  { rows, rowPixels }: GridLayout,
  view: { readonly topPixels: number; readonly heightPixels: number; readonly beyond: number },
): RowWindow {
  const drawn = Math.ceil(view.heightPixels / rowPixels) + 1 + 2 * view.beyond;
  const wanted = Math.floor(view.topPixels / rowPixels) - view.beyond;
  const first = Math.max(0, Math.min(wanted, rows - drawn));
  return { first, end: Math.min(rows, first + drawn) };
}

/** How far to scroll so that a row is wholly in view; as it was when it is already. */
export function scrollTo(
  row: number,
  { rowPixels }: GridLayout,
  view: { readonly topPixels: number; readonly heightPixels: number },
): number {
  const top = row * rowPixels;
  if (top < view.topPixels) return top;
  return Math.max(view.topPixels, top + rowPixels - view.heightPixels);
}

/** Where the focus goes from cell `focus` on a key; undefined for keys that do not move it. */
export function moveFocus(
  key: string,
  focus: number,
  grid: { readonly columns: number; readonly total: number; readonly rowsInView: number },
): number | undefined {
  const last = grid.total - 1;
  const page = grid.columns * Math.max(1, grid.rowsInView);
  const moved: Readonly<Record<string, number>> = {
    ArrowLeft: focus - 1,
    ArrowRight: focus + 1,
    // From the first row there is nowhere to go up to; down from the last but one goes to the last cell.
    ArrowUp: focus < grid.columns ? focus : focus - grid.columns,
    ArrowDown: rowOf(focus, grid) === rowOf(last, grid) ? focus : focus + grid.columns,
    PageUp: focus < page ? focus % grid.columns : focus - page,
    PageDown: focus + page,
    Home: 0,
    End: last,
  };
  const to = moved[key];
  return to === undefined ? undefined : Math.min(last, Math.max(0, to));
}

const rowOf = (index: number, { columns }: { readonly columns: number }): number =>
  Math.floor(index / columns);

/** Of marks along a strip, those that do not lie on one another: at least `apart` of the whole from each other. */
export function spreadMarks<Mark extends { readonly offset: number }>(
  marks: readonly Mark[],
  total: number,
  apart: number,
): readonly Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    const before = kept.at(-1);
    if (before === undefined || (mark.offset - before.offset) / total >= apart) kept.push(mark);
  }
  return kept;
}
