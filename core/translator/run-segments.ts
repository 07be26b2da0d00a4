import { CoreError } from '../contract/core-error.ts';
import type { Photo } from '../image/photo.ts';
import { imageName, translatedName } from './check-graph.ts';
import type { Translator } from './open-translator.ts';
import type { Piece } from './piece.ts';
import { readArea } from './read-area.ts';
import { endsName, keptName, meanName, startsName, varianceName } from './segment-model.ts';
import type { Segment } from './segments.ts';
import { halfTensor, imageTensor, integersTensor, type Session, type Tensors } from './session.ts';
import type { Statistics } from './statistics.ts';

/** What the segments of one photo have in common. */
export interface SegmentTask {
  readonly translator: Translator;
  readonly photo: Photo;
  readonly signal: AbortSignal;
  /** Told the work of each piece of a segment when it is done; see `workOf`. */
  readonly onWork: (work: number) => void;
  /** Awaited before each piece, to let other work go first. */
  readonly turn?: () => Promise<void>;
}

export interface Measured {
  readonly statistics: readonly Statistics[];
  /** What the finishing segment starts from, for each piece. */
  readonly kept: Tensors[];
}

/** Work of one piece of a segment. */
export function workOf({ work }: Segment, { area }: Piece): number {
  return work * area.width * area.height;
}

/**
 * Finds the statistics of every instance norm over the cores of all pieces together, norm by norm: each is measured on
 * all pieces before any goes on, as if they were one picture. Throws `cancelled` between runs, `out-of-memory`,
 * `engine-failed`.
 */
export async function measurePieces(task: SegmentTask, pieces: readonly Piece[]): Promise<Measured> {
  const { translator } = task;
  const statistics: Statistics[] = [];
  const kept: Tensors[] = pieces.map(() => ({}));
  for (const [index, segment] of translator.segments.measuring.entries()) {
    const norm = translator.norm(index);
    const { stride } = translator.facts.tensors.get(segment.measures!)!;
    await withSession(task, segment, statistics, async (session) => {
      for (const [at, piece] of pieces.entries()) {
        const found = await runPiece(session, segment, task, { piece, kept: kept[at]!, stride });
        const elements = (piece.core.width / stride) * (piece.core.height / stride);
        norm.add(elements, floats(found, meanName), floats(found, varianceName));
        if (segment.leaves) kept[at] = keptOf(segment.leaves, { ...kept[at], ...found });
      }
    });
    statistics.push(norm.result());
  }
  return { statistics, kept };
}

/** Makes the result of each piece in turn and forgets what was kept for it. Throws as `measurePieces` does. */
export async function finishPieces(
  task: SegmentTask,
  segment: Segment,
  { statistics, kept }: Measured,
  pieces: readonly Piece[],
  take: (planes: Float32Array, index: number) => void,
): Promise<void> {
  await withSession(task, segment, statistics, async (session) => {
    for (const [at, piece] of pieces.entries()) {
      const found = await runPiece(session, segment, task, { piece, kept: kept[at] ?? {}, stride: 1 });
      kept[at] = {};
      const planes = floats(found, translatedName);
      assertSize(planes, piece.area);
      take(planes, at);
    }
  });
}

async function withSession(
  { translator, signal }: SegmentTask,
  segment: Segment,
  statistics: readonly Statistics[],
  use: (session: Session) => Promise<void>,
): Promise<void> {
  throwIfCancelled(signal);
  const session = await translator.openSegment(segment, statistics);
  try {
    await use(session);
  } finally {
    await session.dispose();
  }
}

async function runPiece(
  session: Session,
  segment: Segment,
  { photo, signal, onWork, turn }: SegmentTask,
  { piece, kept, stride }: { piece: Piece; kept: Tensors; stride: number },
): Promise<Tensors> {
  await turn?.();
  throwIfCancelled(signal);
  const { area } = piece;
  const image = segment.from.includes(imageName)
    ? { [imageName]: imageTensor(readArea(photo, area), area.height, area.width) }
    : {};
  const found = await session.run({ ...kept, ...image, ...(segment.measures ? range(piece, stride) : {}) });
  onWork(workOf(segment, piece));
  return found;
}

/** The core of a piece in elements of an image of that stride. */
function range({ area, core }: Piece, stride: number): Tensors {
  const [top, left] = [(core.top - area.top) / stride, (core.left - area.left) / stride];
  const ends = [top + core.height / stride, left + core.width / stride];
  return {
    [startsName]: integersTensor([Math.round(top), Math.round(left)]),
    [endsName]: integersTensor(ends.map(Math.round)),
  };
}

function keptOf(leaves: readonly string[], known: Tensors): Tensors {
  const names = leaves.filter((name) => name !== imageName).map(keptName);
  return Object.fromEntries(names.map((name) => [name, halfTensor(known[name]!)]));
}

function floats(found: Tensors, name: string): Float32Array {
  return found[name]!.data as Float32Array;
}

/** Throws `refused-model` when a translator's result is not of the size of its photo. */
export function assertSize(planes: Float32Array, { width, height }: { width: number; height: number }): void {
  if (planes.length !== 3 * width * height)
    throw new CoreError(
      'refused-model',
      `Expected a result of ${width} x ${height} pixels; this translator makes another size. Its size rules are wrong.`,
      { width, height },
    );
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new CoreError('cancelled', 'The translation was cancelled.');
}
