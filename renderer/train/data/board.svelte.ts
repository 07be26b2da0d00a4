import type { ContractRouterClient } from '@orpc/contract';
import type { DatasetCard, datasetsContract } from '../../../core/contract/datasets-contract.ts';
import type { Failure } from '../../../core/contract/procedure.ts';
import { failureOf } from '../../state/failure.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import { offerUndo } from '../../state/undo.ts';
import { SidePictures, type PictureFilter } from './side-pictures.svelte.ts';

type DatasetInfo = Awaited<ReturnType<ContractRouterClient<typeof datasetsContract>['get']>>;

/** The size that most trainings have, and that of the quickest. */
const usualPixels = 256;
const samplePixels = 64;

/** A dataset version on the A|B board: its findings, its pictures, and what the next version shall change. */
export class Board {
  info = $state.raw<DatasetInfo | null>(null);
  failure = $state.raw<Failure | null>(null);
  filter = $state<PictureFilter>('all');
  isFreezing = $state(false);
  /** The training size that pictures are compared with. */
  sizePixels = $state(usualPixels);
  readonly sides: readonly [SidePictures, SidePictures];
  readonly name: string;
  readonly #studio: Studio;

  constructor(studio: Studio, { name, isSample }: DatasetCard) {
    this.#studio = studio;
    this.name = name;
    this.sizePixels = isSample ? samplePixels : usualPixels;
    const place = { studio, name, smallerThanPixels: this.sizePixels };
    this.sides = [new SidePictures({ ...place, side: 'a' }), new SidePictures({ ...place, side: 'b' })];
  }

  readonly isChanged = $derived.by(() => this.sides.some(({ isChanged }) => isChanged));

  async open(): Promise<void> {
    try {
      await this.read();
      await Promise.all(this.sides.map((side) => side.open()));
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Reads the findings alone. */
  async read(): Promise<void> {
    const { name, sizePixels } = this;
    this.info = await this.#studio.client.datasets.get({ name, smallerThanPixels: sizePixels });
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
      pictures.leaveOut(worse[pictures.side]);
    });
  }

  reset(): void {
    this.sides.forEach((side) => side.reset());
  }

  /** Freezes the changes as the next version. */
  async freeze(): Promise<void> {
    const [a, b] = this.sides;
    this.isFreezing = true;
    await this.#studio.attempt(async () => {
      const { version } = await this.#studio.client.datasets.freeze({
        name: this.name,
        exclude: { a: [...a.excluded], b: [...b.excluded] },
        judge: { a: [...a.judge], b: [...b.judge] },
      });
      this.#studio.toasts.show({ kind: 'good', message: `"${this.name}" is frozen as v${version}.` });
    });
    this.isFreezing = false;
  }

  async rename(to: string): Promise<void> {
    const done = await this.#studio.attempt(() =>
      this.#studio.client.datasets.rename({ name: this.name, to }),
    );
    if (done !== undefined) offerUndo(this.#studio, `The dataset is called "${to.slice(0, 60)}" now.`);
  }
}

/** Under another name it is another board's. */
function unlessGone(error: unknown): void {
  if (failureOf(error).reason !== 'dataset-not-found') throw error;
}
