import { readFile, writeFile } from 'node:fs/promises';

export interface WindowState {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly isMaximized: boolean;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const usual: WindowState = { width: 1280, height: 860, isMaximized: false };
const smallest = { width: 640, height: 480 };

/** Where the window was; the usual size where that is unknown, unreadable or on a screen that is gone. */
export async function readWindowState(file: string, screens: readonly Area[]): Promise<WindowState> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const found = parse(text);
  if (found === undefined) return usual;
  const { x, y, ...size } = found;
  if (x === undefined || y === undefined || !isVisible({ ...found, x, y }, screens)) return size;
  return { ...size, x, y };
}

/** Losing it costs nothing, so a failed write is not told. */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await writeFile(file, JSON.stringify(state)).catch(() => undefined);
}

function parse(text: string): WindowState | undefined {
  try {
    const { width, height, x, y, isMaximized } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (!isWhole(width) || !isWhole(height)) return undefined;
    return {
      width: Math.max(width, smallest.width),
      height: Math.max(height, smallest.height),
      isMaximized: isMaximized === true,
      ...(isWhole(x) && isWhole(y) ? { x, y } : {}),
    };
  } catch {
    return undefined;
  }
}

/** Enough of the title bar lies on a screen to take hold of it. */
function isVisible(window: Area, screens: readonly Area[]): boolean {
  return screens.some(
    ({ x, y, width, height }) =>
      window.x + 100 < x + width &&
      window.x + window.width - 100 > x &&
      window.y >= y &&
      window.y + 50 < y + height,
  );
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) < 100_000;
}
