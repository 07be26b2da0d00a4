export interface EtaRange {
  readonly low: number;
  readonly high: number;
}

interface Point {
  readonly fraction: number;
  readonly ms: number;
}

/** Too little has been seen before this to say anything. */
const leastMs = 2000;
const leastFraction = 0.005;
/** The recent pace is that of the last so many seconds. */
const recentMs = 30_000;

/**
 * How long something still takes, as a range in seconds: between the pace of all that has been done and the pace of
 * the last half minute, wider while little has been done.
 */
export class EtaEstimate {
  #points: Point[] = [];

  /** Of something that goes only forward; going back begins anew. */
  add(fraction: number, nowMs: number): void {
    const last = this.#points.at(-1);
    if (last !== undefined && fraction < last.fraction) this.#points = [];
    if (last?.fraction === fraction) return;
    this.#points.push({ fraction, ms: nowMs });
    // The first point stands for the beginning; of the rest, those that are recent are kept.
    while (this.#points.length > 2 && this.#points[1]!.ms < nowMs - recentMs) this.#points.splice(1, 1);
  }

  range(nowMs: number): EtaRange | null {
    const first = this.#points[0];
    const last = this.#points.at(-1);
    const before = this.#points.at(1);
    if (first === undefined || last === undefined || before === undefined) return null;
    const done = last.fraction - first.fraction;
    if (last.ms - first.ms < leastMs || done < leastFraction) return null;
    const paces = [pace(first, last), before === last ? pace(first, last) : pace(before, last)];
    const spread = 1 + 0.5 * (1 - last.fraction) ** 2;
    const left = (msPerFraction: number) =>
      Math.max(0, ((1 - last.fraction) * msPerFraction - (nowMs - last.ms)) / 1000);
    const low = left(Math.min(...paces)) / spread;
    return { low: Math.floor(low), high: Math.ceil(Math.max(low, left(Math.max(...paces)) * spread)) };
  }
}

function pace(from: Point, to: Point): number {
  return (to.ms - from.ms) / (to.fraction - from.fraction);
}
