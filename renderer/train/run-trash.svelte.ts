import type { RunCard } from '../../core/contract/training-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { offerUndo } from '../state/undo.ts';

/** Discarded trainings. */
export class RunTrash {
  runs = $state.raw<readonly RunCard[]>([]);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  readonly isOpen = $derived.by(() => {
    const { screen } = this.#studio;
    return screen.name === 'train' && screen.tab === 'trash';
  });

  open(): void {
    this.#studio.go({ name: 'train', tab: 'trash' });
  }

  /** Reads them now and whenever trainings have changed, until the returned function is called. */
  follow(): () => void {
    void this.load();
    return this.#studio.on(['runs'], () => void this.load());
  }

  async load(): Promise<void> {
    const runs = await this.#studio.attempt(() => this.#studio.client.training.trash());
    if (runs !== undefined) this.runs = runs;
  }

  async restore({ id, name }: RunCard): Promise<void> {
    await this.#studio.attempt(async () => {
      await this.#studio.client.training.restore({ runId: id });
      offerUndo(this.#studio, `The training "${name.slice(0, 60)}" is among the others again.`);
    });
  }
}
