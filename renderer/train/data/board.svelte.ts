import type { ContractRouterClient } from '@orpc/contract';
import type {
  DatasetCard,
  DatasetFacet,
  datasetsContract,
} from '../../../core/contract/datasets-contract.ts';
import type { Failure } from '../../../core/contract/procedure.ts';
import { failureOf } from '../../state/failure.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import { BoardMemory, type MarkedVersion } from './board-memory.svelte.ts';
import { freezeMarks } from './freeze-marks.ts';
import type { MarkHistory } from './mark-history.svelte.ts';
import { SideCulling, type Side } from './side-culling.ts';
import { SidePictures, type PictureFilter } from './side-pictures.svelte.ts';

type DatasetInfo = Awaited<ReturnType<ContractRouterClient<typeof datasetsContract>['get']>>;

/** The size that most trainings have, and that of the quickest. */
const usualPixels = 256;
const samplePixels = 64;

/** A dataset version on the A|B board: its findings, its pictures, and what the next version shall change. */
export class Board {
  info = $state.raw<DatasetInfo | null>(null);
  facets = $state.raw<readonly DatasetFacet[]>([]);
  failure = $state.raw<Failure | null>(null);
  filter = $state<PictureFilter>('all');
  isFreezing = $state(false);
  /** The training size that pictures are compared with. */
  sizePixels = $state(usualPixels);
  readonly sides: readonly [SidePictures, SidePictures];
  readonly name: string;
  readonly history: MarkHistory;
  readonly #versionId: number;
  readonly #marked: MarkedVersion;
  readonly #studio: Studio;

  constructor(studio: Studio, { name, versionId, isSample }: DatasetCard) {
    this.#studio = studio;
    this.name = name;
    this.#versionId = versionId;
    this.#marked = studio.keep(BoardMemory).marksOf(versionId);
    this.history = this.#marked.history;
    this.sizePixels = isSample ? samplePixels : usualPixels;
    const place = { studio, name, smallerThanPixels: this.sizePixels };
    const cullingOf = (side: Side) => new SideCulling(side, this.#marked[side], this.history);
    const sideOf = (side: Side) => new SidePictures({ ...place, culling: cullingOf(side) });
    this.sides = [sideOf('a'), sideOf('b')];
  }

  readonly isChanged = $derived.by(() => this.sides.some(({ culling }) => culling.marks.changed > 0));

  async open(): Promise<void> {
    try {
      await this.read();
      if (!this.#marked.isBegun) await Promise.all(this.sides.map((side) => side.begin()));
      this.#marked.isBegun = true;
      await Promise.all(this.sides.map((side) => side.show(this.filter)));
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Reads what there is to know of the whole, without the pictures. */
  async read(): Promise<void> {
    const { datasets } = this.#studio.client;
    const asked = { name: this.name, smallerThanPixels: this.sizePixels };
    [this.info, this.facets] = await Promise.all([datasets.get(asked), datasets.overview(asked)]);
  }

  /** Follows what is found out about the files, until the returned function is called. */
  follow(): () => void {
    void this.open();
    const read = (): Promise<void> => this.read().catch(unlessGone);
    return this.#studio.on(['datasets'], () => void this.#studio.attempt(read));
  }

  /** Compares with another training size. Marks that were made are kept. */
  async resize(pixels: number): Promise<void> {
    this.sizePixels = pixels;
    this.sides.forEach((side) => (side.smallerThanPixels = pixels));
    this.filter = 'all';
    await this.#studio.attempt(() =>
      Promise.all([this.read(), ...this.sides.map((side) => side.show('all'))]),
    );
  }

  async show(filter: PictureFilter): Promise<void> {
    this.filter = this.filter === filter ? 'all' : filter;
    await this.#studio.attempt(() => Promise.all(this.sides.map((side) => side.show(this.filter))));
  }

  /** Leaves out all but the sharpest of each group of near-duplicates of a side. */
  async keepSharpest(pictures: SidePictures): Promise<void> {
    await this.#studio.attempt(async () => {
      const worse = await this.#studio.client.datasets.worseCopies({ name: this.name });
      pictures.culling.leaveOut(worse[pictures.side]);
    });
  }

  reset(): void {
    this.history.make(
      [this.#marked.a, this.#marked.b].map((marks) => ({ marks, marking: marks.unmarking() })),
    );
  }

  /** Freezes the changes as the next version. */
  async freeze(): Promise<void> {
    this.isFreezing = true;
    const isFrozen = await freezeMarks(this.#studio, this.name, this.#marked);
    if (isFrozen) this.#studio.keep(BoardMemory).forget(this.#versionId);
    this.isFreezing = false;
  }
}

/** Under another name it is another board's. */
function unlessGone(error: unknown): void {
  if (failureOf(error).reason !== 'dataset-not-found') throw error;
}
