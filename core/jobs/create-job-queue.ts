import type { JobRow } from '../catalog/jobs.ts';
import type { Catalog } from '../catalog/open-catalog.ts';
import type { Job } from '../contract/jobs-contract.ts';
import { assertCan, jobNotFound } from './assert-can.ts';
import type { JobEnd, JobKind, NewJob } from './job-kind.ts';
import type { JobQueue } from './job-queue.ts';
import { JobRunner } from './job-runner.ts';
import { jobEnd, jobView, listedRows } from './job-view.ts';
import { hasOthers, WaitingList, waitingWords } from './waiting-list.ts';

type QueueCatalog = Pick<Catalog, 'jobs' | 'recover' | 'readOnly' | 'transaction'>;
/** The rows are the catalog's; in memory is only what runs, and the waiting jobs in their order. */
export function createJobQueue(catalog: QueueCatalog): JobQueue {
  return new CatalogQueue(catalog);
}

class CatalogQueue implements JobQueue {
  readonly #catalog: QueueCatalog;
  readonly #runner: JobRunner;
  readonly #kinds = new Map<string, JobKind<unknown>>();
  readonly #waiting = new WaitingList((row) => this.#kinds.get(row.kind)?.resource);
  readonly #listeners = new Set<(job: Job) => void>();
  readonly #ends = new Map<number, PromiseWithResolvers<JobEnd>>();
  #state: 'new' | 'open' | 'closed' = 'new';
  #isHeld = false;

  constructor(catalog: QueueCatalog) {
    this.#catalog = catalog;
    this.#runner = new JobRunner({
      catalog,
      onChange: (jobId) => this.#publish(jobId),
      onEnd: (jobId) => this.#onEnd(jobId),
    });
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  register<Payload>(kind: JobKind<Payload>): void {
    this.#kinds.set(kind.kind, kind);
  }

  open(): readonly Job[] {
    this.#state = 'open';
    if (this.#catalog.readOnly) return [];
    this.#catalog.recover();
    const { jobs } = this.#catalog;
    for (const row of jobs.list('interrupted')) this.#takeUp(row);
    for (const row of jobs.list('queued')) if (row.stopping === 'cancel') this.#takeUp(row);
    this.#waiting.set(jobs.list('queued').filter(({ stopping }) => stopping === null));
    this.#startWaiting();
    return jobs
      .list('interrupted')
      .filter((row) => row.stopping === null && this.#kinds.has(row.kind))
      .map((row) => this.#view(row));
  }

  add(job: NewJob): Job {
    const row = this.#catalog.jobs.add(job);
    this.#waiting.add(row);
    this.#publish(row.id);
    this.#startSoon();
    return this.get(row.id);
  }

  get(jobId: number): Job {
    return this.#view(this.#row(jobId));
  }

  list({ ended }: { readonly ended: number }): readonly Job[] {
    const isKnown = (kind: string) => this.#kinds.has(kind);
    return listedRows(this.#catalog.jobs, ended, isKnown).map((row) => this.#view(row));
  }

  outcome(jobId: number): unknown {
    return this.#row(jobId).outcome;
  }

  ended(jobId: number): Promise<JobEnd> {
    const row = this.#row(jobId);
    const isActive = row.state === 'queued' || row.state === 'running';
    if (!isActive || this.#state === 'closed') return Promise.resolve(jobEnd(row));
    const end = this.#ends.get(jobId) ?? Promise.withResolvers<JobEnd>();
    this.#ends.set(jobId, end);
    return end.promise;
  }

  cancel(jobId: number): void {
    const row = this.#row(jobId);
    if (row.stopping === 'cancel') return; // it is on its way
    assertCan('cancel', this.#view(row));
    this.#cancelThose([row]);
  }

  cancelGroup(groupId: string, when: 'now' | 'after-this'): void {
    const active = when === 'now' ? this.#active() : this.#waiting.rows;
    this.#cancelThose(active.filter((row) => row.groupId === groupId));
  }

  cancelAll(): void {
    this.#cancelThose(this.#active());
  }

  pause(jobId: number): void {
    assertCan('pause', this.get(jobId));
    if (this.#runner.performed.has(jobId)) return this.#runner.stop(jobId, 'pause');
    this.#catalog.jobs.stop(jobId, 'paused');
    this.#waiting.remove([{ id: jobId }]);
    this.#onEnd(jobId);
  }

  continue(jobId: number): void {
    this.#requeue(jobId, 'continue');
  }

  retry(jobId: number): void {
    this.#requeue(jobId, 'retry');
  }

  move(jobId: number, to: 'front' | 'back' | 'earlier' | 'later'): void {
    assertCan('move', this.get(jobId));
    const places = this.#waiting.moved(jobId, to);
    this.#catalog.transaction(() => {
      for (const [id, place] of places) this.#catalog.jobs.place(id, place);
    });
    this.#waiting.set(this.#waiting.rows.map((row) => ({ ...row, ...places.get(row.id) })));
    for (const id of places.keys()) this.#publish(id);
    this.#startWaiting();
  }

  prune(): void {
    this.#catalog.jobs.prune();
  }

  setHeld(isHeld: boolean): void {
    this.#isHeld = isHeld;
    for (const { id } of this.#waiting.rows) this.#publish(id);
    this.#startWaiting();
  }

  watch(listener: (job: Job) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    await this.#runner.close();
    for (const [id, { resolve }] of this.#ends) resolve(jobEnd(this.#row(id)));
    this.#ends.clear();
  }

  /** What a killed process left. */
  #takeUp(row: JobRow): void {
    const kind = this.#kinds.get(row.kind);
    if (kind === undefined) return;
    if (row.stopping === 'cancel') this.#putBack([row]);
    else if (row.stopping === 'pause') this.#catalog.jobs.stop(row.id, 'paused');
    else if (kind.afterCrash === 'requeue') this.#catalog.jobs.requeue(row.id, { keepPlace: true });
  }

  /** Acknowledged at once, all or none; what they left is put back by and by. */
  #cancelThose(active: readonly JobRow[]): void {
    const rows = active.filter(({ kind }) => this.#kinds.has(kind));
    this.#catalog.transaction(() => {
      for (const { id } of rows) this.#catalog.jobs.ask(id, 'cancel');
    });
    this.#waiting.remove(rows);
    const { performed } = this.#runner;
    for (const { id } of rows) performed.get(id)?.running.stopping.abort('cancel');
    this.#putBack(rows.filter(({ id }) => !performed.has(id)));
    for (const { id } of rows) this.#publish(id);
  }

  #putBack(rows: readonly JobRow[]): void {
    if (rows.length > 0) this.#runner.putBack(rows.map((row) => ({ row, kind: this.#kinds.get(row.kind)! })));
  }

  #requeue(jobId: number, what: 'continue' | 'retry'): void {
    assertCan(what, this.get(jobId));
    this.#catalog.jobs.requeue(jobId);
    this.#waiting.add(this.#row(jobId));
    this.#publish(jobId);
    this.#startWaiting();
  }

  #active(): readonly JobRow[] {
    return [...[...this.#runner.performed.values()].map(({ row }) => row), ...this.#waiting.rows];
  }

  /** After the transaction that the caller may be in. */
  #startSoon(): void {
    queueMicrotask(() => this.#startWaiting());
  }

  /** Each class takes the first that waits for it. */
  #startWaiting(): void {
    if (this.#state !== 'open' || this.#isHeld || this.#catalog.readOnly) return;
    const gone: JobRow[] = [];
    for (const row of this.#waiting.rows) {
      const kind = this.#kinds.get(row.kind);
      if (kind === undefined || this.#runner.using(kind.resource) || this.#isAfterOthers(row)) continue;
      // A transaction that added it may have been rolled back.
      if (this.#catalog.jobs.get(row.id) === undefined || this.#runner.start(row, kind)) gone.push(row);
    }
    this.#waiting.remove(gone);
  }

  #isAfterOthers(row: JobRow): boolean {
    return this.#kinds.get(row.kind)?.afterGroup !== undefined && hasOthers(row, this.#active());
  }

  #onEnd(jobId: number): void {
    this.#ends.get(jobId)?.resolve(jobEnd(this.#row(jobId)));
    this.#ends.delete(jobId);
    this.#publish(jobId);
    this.#startWaiting();
  }

  #row(jobId: number): JobRow {
    const row = this.#catalog.jobs.get(jobId);
    if (row === undefined) throw jobNotFound(jobId);
    return row;
  }

  #view(row: JobRow): Job {
    const kind = this.#kinds.get(row.kind);
    const running = this.#runner.performed.get(row.id)?.running;
    return jobView(row, { kind, running, waitingFor: this.#waitingFor(row, kind) });
  }

  #waitingFor(row: JobRow, kind: JobKind<unknown> | undefined): string | null {
    if (row.state !== 'queued' || row.stopping !== null) return null;
    const using = kind && this.#runner.using(kind.resource);
    return waitingWords({
      isHeld: this.#isHeld,
      isKnown: kind !== undefined,
      afterGroup: this.#isAfterOthers(row) ? kind?.afterGroup : undefined,
      ahead: this.#waiting.ahead(row.id),
      running: using && { title: using.row.title, resource: using.kind.resource },
    });
  }

  #publish(jobId: number): void {
    if (this.#listeners.size === 0) return;
    const job = this.get(jobId);
    for (const listener of this.#listeners) listener(job);
  }
}
