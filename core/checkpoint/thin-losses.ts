import { open, type FileHandle } from 'node:fs/promises';
import { errorCode } from '../files/write-error.ts';
import type { LossLine } from './loss-log.ts';

export interface ThinOptions {
  /** The first step that is wanted. */
  readonly fromStep: number;
  /** At most so many steps are given. */
  readonly points: number;
}

/** Up to so much is read whole; of more, as much is read in pieces that lie evenly. */
const wholeBytes = 4 << 20;
const pieceBytes = 4 << 10;

/**
 * Some of the steps in a run's losses, evenly over them, each as it was written: of every stretch the ones with the
 * smallest and the largest sum, so that peaks are seen. A log of a million steps takes no longer than a small one.
 * Reads while the log grows. A missing file has none.
 */
export async function thinLosses(
  path: string,
  { fromStep, points }: ThinOptions,
): Promise<readonly LossLine[]> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return [];
  try {
    const end = (await file.stat()).size;
    const from = await startOf(file, fromStep, end);
    const stretches = await readStretches(file, from, end, Math.ceil(points / 2));
    const lines = stretches.map((stretch) => stretch.filter(({ step }) => step >= fromStep));
    const all = lines.flat();
    const thinned = all.length <= points ? all : lines.flatMap(extremes);
    return withNewest(thinned.slice(0, points), all.at(-1));
  } finally {
    await file.close();
  }
}

/** Where the line of a step begins, or one shortly before; steps only grow. */
async function startOf(file: FileHandle, fromStep: number, end: number): Promise<number> {
  if (fromStep <= 1) return 0;
  let [low, high] = [0, end];
  while (high - low > pieceBytes) {
    const middle = Math.floor((low + high) / 2);
    const first = (await readLines(file, middle, Math.min(end, middle + pieceBytes)))[0];
    if (first === undefined || first.step >= fromStep) high = middle;
    else low = middle;
  }
  return low;
}

/** The lines of each stretch, or of a piece of it. */
async function readStretches(
  file: FileHandle,
  from: number,
  end: number,
  count: number,
): Promise<readonly (readonly LossLine[])[]> {
  if (end - from <= wholeBytes) return inParts(await readWhole(file, from, end), count);
  const length = (end - from) / count;
  const stretches: (readonly LossLine[])[] = [];
  for (let index = 0; index < count; index++) {
    const at = Math.floor(from + index * length);
    const isLast = index === count - 1;
    const start = isLast ? end - pieceBytes : at;
    stretches.push(await readLines(file, start, Math.min(end, start + pieceBytes)));
  }
  return stretches;
}

/** In pieces, so that nobody waits for all of them. */
async function readWhole(file: FileHandle, from: number, end: number): Promise<LossLine[]> {
  const lines: LossLine[] = [];
  let rest = '';
  for (let at = from; at < end; at += 1 << 18) {
    const text = rest + (await readText(file, at, Math.min(end, at + (1 << 18))));
    const cut = text.lastIndexOf('\n') + 1;
    lines.push(...parsed(text.slice(0, cut)));
    rest = text.slice(cut);
  }
  return lines;
}

/** The whole lines that begin after `from`, or at it when it is the start of the file. */
async function readLines(file: FileHandle, from: number, end: number): Promise<LossLine[]> {
  const text = await readText(file, from, end);
  const first = from === 0 ? 0 : text.indexOf('\n') + 1;
  return parsed(text.slice(first, text.lastIndexOf('\n') + 1));
}

/** The log is plain ASCII, so bytes are characters. */
async function readText(file: FileHandle, from: number, end: number): Promise<string> {
  const bytes = Buffer.alloc(Math.max(0, end - from));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
  return bytes.toString('latin1', 0, bytesRead);
}

function parsed(text: string): LossLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as LossLine];
    } catch {
      return []; // the piece began within a line, or the line is damaged
    }
  });
}

function inParts(lines: readonly LossLine[], count: number): readonly (readonly LossLine[])[] {
  const length = Math.max(1, Math.ceil(lines.length / count));
  return Array.from({ length: Math.ceil(lines.length / length) }, (_, index) =>
    lines.slice(index * length, (index + 1) * length),
  );
}

function extremes(stretch: readonly LossLine[]): readonly LossLine[] {
  if (stretch.length <= 2) return stretch;
  const sums = stretch.map(({ losses }) => Object.values(losses).reduce((sum, loss) => sum + loss, 0));
  const places = [sums.indexOf(Math.min(...sums)), sums.indexOf(Math.max(...sums))];
  return [...new Set(places)].sort((a, b) => a - b).map((place) => stretch[place]!);
}

/** Where a run stands now is always told. */
function withNewest(lines: readonly LossLine[], newest: LossLine | undefined): readonly LossLine[] {
  if (newest === undefined || lines.at(-1)?.step === newest.step) return lines;
  return [...lines.slice(0, -1), newest];
}
