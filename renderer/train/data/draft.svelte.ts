import type { Ticketed } from '../../../core/contract/procedure.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import type { Side } from './side-culling.ts';

const nameMost = 100;

/** Two sides being filled for a new dataset, or for the next version of one. */
export class Draft {
  given = $state.raw<Readonly<Record<Side, readonly Ticketed[]>>>({ a: [], b: [] });
  /** Undefined: follows from the folders. */
  ownName = $state<string>();
  judge = $state(4);
  /** The side whose files are on their way. */
  taking = $state<Side | null>(null);
  jobId = $state<number | null>(null);
  /** The dataset that the job imports for itself, without what is given here. */
  sample = $state<string | null>(null);
  isSending = $state(false);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  readonly name = $derived.by(() => this.ownName ?? this.#nameOfSides());
  readonly isReady = $derived.by(
    () =>
      this.given.a.length > 0 &&
      this.given.b.length > 0 &&
      this.name.trim() !== '' &&
      this.name.trim().length <= nameMost &&
      !this.isSending,
  );
  readonly job = $derived.by(() => (this.jobId === null ? undefined : this.#studio.jobs.find(this.jobId)));

  /** Takes what was dropped on a side; call it while the event is handled. */
  drop(side: Side, transfer: DataTransfer): Promise<void> {
    return this.#take(
      side,
      this.#studio.take((upload) => this.#studio.platform.ticketsFor(transfer, upload)),
    );
  }

  choose(side: Side, what: 'folder' | 'photos'): Promise<void> {
    return this.#take(
      side,
      this.#studio.take((upload) => this.#studio.platform.choose(what, upload)),
    );
  }

  remove(side: Side, ticket: string): void {
    this.given = { ...this.given, [side]: this.given[side].filter((one) => one.ticket !== ticket) };
  }

  /** Begins the survey of both sides as a job. */
  async send(): Promise<void> {
    const { given, judge } = this;
    const name = this.name.trim();
    // The folders that it follows from are gone afterwards.
    this.ownName = name;
    this.isSending = true;
    const started = await this.#studio.attempt(() =>
      this.#studio.client.datasets.import({
        name,
        a: [...given.a],
        b: [...given.b],
        judge,
      }),
    );
    this.isSending = false;
    // The tickets are used up either way.
    this.given = { a: [], b: [] };
    this.jobId = started?.jobId ?? null;
  }

  /** Shows the import of the sample set; what is given stays for later. */
  watch(jobId: number, sample: string): void {
    this.jobId = jobId;
    this.sample = sample;
  }

  /** Back to what is given; what a job has used is gone. */
  clear(): void {
    const wasSample = this.sample !== null;
    this.jobId = null;
    this.sample = null;
    if (wasSample) return;
    this.given = { a: [], b: [] };
    this.ownName = undefined;
  }

  async #take(side: Side, tickets: Promise<readonly Ticketed[]>): Promise<void> {
    this.taking = side;
    const more = await tickets;
    this.taking = null;
    this.given = { ...this.given, [side]: [...this.given[side], ...more] };
  }

  #nameOfSides(): string {
    const first = (side: Side): string | undefined => this.given[side][0]?.name;
    const names = [first('a'), first('b')].filter((name) => name !== undefined);
    return names.join(' and ').slice(0, nameMost);
  }
}
