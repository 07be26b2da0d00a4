import type { JobPlace, JobRow } from '../catalog/jobs.ts';
import type { ResourceClass } from './job-kind.ts';

/** Jobs that wait, in the order in which they start. */
export class WaitingList {
  #rows: readonly JobRow[] = [];

  get rows(): readonly JobRow[] {
    return this.#rows;
  }

  set(rows: readonly JobRow[]): void {
    this.#rows = rows.toSorted((a, b) => b.priority - a.priority || a.position - b.position || a.id - b.id);
  }

  add(row: JobRow): void {
    this.set([...this.#rows, row]);
  }

  remove(jobId: number): void {
    this.#rows = this.#rows.filter(({ id }) => id !== jobId);
  }

  /** The places that jobs get by a move; empty where it changes nothing. */
  moved(jobId: number, to: 'front' | 'back' | 'earlier' | 'later'): ReadonlyMap<number, JobPlace> {
    const from = this.#rows.findIndex(({ id }) => id === jobId);
    const steps = { front: 0, back: this.#rows.length - 1, earlier: from - 1, later: from + 1 };
    const own = this.#rows[from];
    const other = this.#rows[steps[to]];
    if (own === undefined || other === undefined || own === other) return new Map();
    if (to === 'front') return new Map([[jobId, beside(other, -1)]]);
    if (to === 'back') return new Map([[jobId, beside(other, 1)]]);
    return new Map([
      [jobId, placeOf(other)],
      [other.id, placeOf(own)],
    ]);
  }

  /** How many of a class start before a job. */
  ahead(jobId: number, resourceOf: (row: JobRow) => ResourceClass | undefined): number {
    const own = this.#rows.find(({ id }) => id === jobId);
    if (own === undefined) return 0;
    const before = this.#rows.slice(0, this.#rows.indexOf(own));
    return before.filter((row) => resourceOf(row) === resourceOf(own)).length;
  }
}

function placeOf({ priority, position }: JobRow): JobPlace {
  return { priority, position };
}

function beside({ priority, position }: JobRow, step: number): JobPlace {
  return { priority, position: position + step };
}

/** Why a job waits, in words; null when it is about to start. */
export function waitingWords(waiting: {
  readonly isHeld: boolean;
  readonly isKnown: boolean;
  readonly ahead: number;
  /** The job that has what it needs. */
  readonly running: { readonly title: string; readonly resource: ResourceClass } | undefined;
}): string | null {
  const { isHeld, isKnown, ahead, running } = waiting;
  if (!isKnown) return 'This version of Diptych cannot do this work.';
  if (isHeld) return 'The queue is on hold.';
  const before = ahead + (running === undefined ? 0 : 1);
  if (before > 1) return `Waits for ${before} jobs before it.`;
  if (running !== undefined)
    return `"${running.title}" is using ${needs[running.resource]}; starts when it ends.`;
  return before === 1 ? 'Waits for the job before it.' : null;
}

const needs: Readonly<Record<ResourceClass, string>> = {
  disk: 'the disk',
  pictures: 'the picture reader',
  translator: 'the translator',
  trainer: 'the processor',
};
