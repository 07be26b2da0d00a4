import { untrack } from 'svelte';
import type { DatasetCard } from '../../core/contract/datasets-contract.ts';
import type { RunCard } from '../../core/contract/training-contract.ts';
import type { Failure } from '../../core/contract/procedure.ts';
import { failureOf } from '../state/failure.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { offerUndo } from '../state/undo.ts';
import { Draft } from './data/draft.svelte.ts';

export const trainTabs = ['data', 'plan', 'live', 'results'] as const;
export type TrainTab = (typeof trainTabs)[number];

/** The runs and datasets, and which of them is open. */
export class TrainState {
  runs = $state.raw<readonly RunCard[]>([]);
  datasets = $state.raw<readonly DatasetCard[]>([]);
  isLoaded = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  get #place() {
    const { screen } = this.#studio;
    return screen.name === 'train' ? screen : { name: 'train' as const };
  }

  /** A board is being filled for a new dataset. */
  readonly isNew = $derived.by(() => this.#place.tab === 'new');
  readonly run = $derived.by(() => this.runs.find(({ id }) => id === this.#place.runId));
  readonly dataset = $derived.by(() => {
    // A run names its dataset with the version: "Day and dusk v1".
    const name = this.run?.dataset.replace(/ v\d+$/, '') ?? this.#place.dataset;
    return this.datasets.find((one) => one.name === name);
  });
  readonly tab = $derived.by((): TrainTab => {
    const asked = trainTabs.find((one) => one === this.#place.tab);
    if (this.run === undefined) return asked === 'plan' && this.dataset ? 'plan' : 'data';
    return asked ?? (this.run.state === 'finished' ? 'results' : 'live');
  });

  openRun(runId: number, tab?: TrainTab): void {
    const go = (): void => this.#studio.go({ name: 'train', runId, tab });
    this.#onceKnown(
      this.runs.some(({ id }) => id === runId),
      go,
    );
  }

  openDataset(dataset: string, tab?: TrainTab): void {
    const go = (): void => this.#studio.go({ name: 'train', dataset, tab });
    this.#onceKnown(
      this.datasets.some(({ name }) => name === dataset),
      go,
    );
  }

  /** What was just made is read before it is opened, so that nothing else is shown in between; not for who has left meanwhile. */
  #onceKnown(isKnown: boolean, go: () => void): void {
    if (isKnown) return go();
    const { name } = this.#studio.screen;
    void this.load().then(() => (this.#studio.screen.name === name ? go() : undefined));
  }

  openNew(dataset?: string): void {
    this.#studio.go({ name: 'train', tab: 'new', dataset });
  }

  openTab(tab: TrainTab): void {
    if (this.run) this.openRun(this.run.id, tab);
    else if (this.dataset) this.openDataset(this.dataset.name, tab);
  }

  /** Reads both lists now and whenever one has changed, until the returned function is called. */
  follow(): () => void {
    untrack(() => void this.load()); // what it reads must not make whoever follows begin again
    return this.#studio.on(['runs', 'datasets'], () => void this.load());
  }

  async load(): Promise<void> {
    const { datasets, training } = this.#studio.client;
    const open = this.dataset;
    try {
      [this.datasets, this.runs] = await Promise.all([datasets.list(), training.list()]);
      this.failure = null;
      if (open !== undefined) this.#followName(open);
    } catch (error) {
      this.failure = failureOf(error);
    }
    this.isLoaded = true;
  }

  /** A dataset that is open stays open under another name. */
  #followName({ name, versionId }: DatasetCard): void {
    const now = this.datasets.find((one) => one.versionId === versionId)?.name;
    const place = this.#place;
    if (now !== undefined && now !== name && place.dataset === name)
      this.#studio.go({ ...place, dataset: now });
  }

  async addSample(): Promise<void> {
    const added = await this.#studio.attempt(() => this.#studio.client.datasets.addSample());
    if (added === undefined) return;
    if (added.jobId === null) return this.openDataset(added.name, 'data');
    this.#studio.keep(Draft).watch(added.jobId, added.name);
    this.openNew();
  }

  async discard({ id, name }: RunCard): Promise<void> {
    await this.#studio.attempt(async () => {
      await this.#studio.client.training.discard({ runId: id });
      if (this.run?.id === id) this.#studio.go({ name: 'train' });
      offerUndo(this.#studio, `The training "${name}" is in the trash.`);
    });
  }
}
