import type { JobPlace, JobRow } from '../catalog/jobs.ts';
import type { ResourceClass } from './job-kind.ts';

/** Jobs that wait, in the order in which they start; made for ten thousand of them. */
export class WaitingList {
  readonly #resourceOf: (row: JobRow) => ResourceClass | undefined;
  #rows: JobRow[] = [];
  /** How many of its class are before each, and how many there are of each class. */
  #ahead = new Map<number, number>();
  #counts = new Map<ResourceClass | undefined, number>();

  constructor(resourceOf: (row: JobRow) => ResourceClass | undefined) {
    this.#resourceOf = resourceOf;
  }

  get rows(): readonly JobRow[] {
    return this.#rows;
  }

  set(rows: readonly JobRow[]): void {
    this.#rows = [];
    this.#ahead = new Map();
    this.#counts = new Map();
    for (const row of rows.toSorted(inOrder)) this.#append(row);
  }

  add(row: JobRow): void {
    // A row of the same number was added in a transaction that was rolled back.
    if (this.#ahead.has(row.id)) this.remove([row]);
    const last = this.#rows.at(-1);
    if (last === undefined || inOrder(last, row) < 0) this.#append(row);
    else this.set([...this.#rows, row]);
  }

  remove(rows: readonly Pick<JobRow, 'id'>[]): void {
    if (rows.length === 0) return;
    const gone = new Set(rows.map(({ id }) => id));
    this.set(this.#rows.filter(({ id }) => !gone.has(id)));
  }

  /** How many of its class start before a job. */
  ahead(jobId: number): number {
    return this.#ahead.get(jobId) ?? 0;
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

  #append(row: JobRow): void {
    const resource = this.#resourceOf(row);
    const before = this.#counts.get(resource) ?? 0;
    this.#rows.push(row);
    this.#ahead.set(row.id, before);
    this.#counts.set(resource, before + 1);
  }
}

/** Whether work of another kind in its group has not come to its end. */
export function hasOthers({ groupId, kind }: JobRow, active: readonly JobRow[]): boolean {
  return groupId !== null && active.some((other) => other.groupId === groupId && other.kind !== kind);
}

function inOrder(a: JobRow, b: JobRow): number {
  return b.priority - a.priority || a.position - b.position || a.id - b.id;
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
  /** Why it waits for the others of its group, where it does. */
  readonly afterGroup: string | undefined;
  readonly ahead: number;
  /** The job that has what it needs. */
  readonly running: { readonly title: string; readonly resource: ResourceClass } | undefined;
}): string | null {
  const { isHeld, isKnown, afterGroup, ahead, running } = waiting;
  if (!isKnown) return 'This version of Diptych cannot do this work.';
  if (isHeld) return 'The queue is on hold.';
  if (afterGroup !== undefined) return afterGroup;
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
