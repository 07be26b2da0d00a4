import type { StyleCard, StyleInfo } from '../../core/contract/styles-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { offerUndo } from '../state/undo.ts';
import { foundModels, type ModelSort } from './model-words.ts';

/** The screen of models. It is kept while others are open: `studio.keep(ModelsState)`. */
export class ModelsState {
  all = $state.raw<readonly StyleCard[]>([]);
  isLoaded = $state(false);
  isTrash = $state(false);
  search = $state('');
  sort = $state<ModelSort>('name');
  chosenId = $state<number | null>(null);
  info = $state.raw<StyleInfo | null>(null);
  isRenaming = $state(false);
  isImporting = $state(false);
  readonly found = $derived(foundModels(this.all, this.search, this.sort));
  readonly chosen = $derived(this.found.find(({ id }) => id === this.chosenId) ?? this.found[0]);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async load(): Promise<void> {
    const trashed = this.isTrash;
    const all = await this.#studio.attempt(() => this.#studio.client.styles.list({ trashed }));
    if (all === undefined || trashed !== this.isTrash) return;
    this.all = all;
    this.isLoaded = true;
  }

  async read(styleId: number): Promise<void> {
    const info = await this.#studio.attempt(() => this.#studio.client.styles.info({ styleId }));
    if (this.chosen?.id === styleId) this.info = info ?? null;
  }

  choose(styleId: number): void {
    this.chosenId = styleId;
  }

  /** Goes on by a number of cards, no farther than the last. */
  move(by: number): void {
    const at = this.found.findIndex(({ id }) => id === this.chosen?.id);
    const next = this.found[Math.min(this.found.length - 1, Math.max(0, at + by))];
    if (next !== undefined) this.chosenId = next.id;
  }

  /** Opens it on the photos that were translated last. */
  async test(style = this.chosen): Promise<void> {
    const direction = style?.directions[0]?.direction;
    if (style === undefined || direction === undefined || style.state !== 'ready') return;
    await this.#studio.change({ lastStyle: { styleId: style.id, direction, strength: 1 } });
    this.#studio.go({ name: 'translate', photoIds: [] });
  }

  async trash(): Promise<void> {
    const style = this.chosen;
    if (style === undefined || this.isTrash) return;
    const done = await this.#studio.attempt(() => this.#studio.client.styles.trash({ styleId: style.id }));
    if (done !== undefined)
      offerUndo(this.#studio, `${style.name.slice(0, 60)} is in the trash. Its results stay.`);
  }

  async restore(style: StyleCard): Promise<void> {
    await this.#studio.attempt(() => this.#studio.client.styles.restore({ styleId: style.id }));
  }

  async restoreBundled(): Promise<void> {
    const done = await this.#studio.attempt(() => this.#studio.client.styles.restoreBundled());
    if (done !== undefined)
      this.#studio.toasts.show({ kind: 'good', message: 'The built-in styles are there.' });
  }

  async rename(name: string): Promise<void> {
    const styleId = this.chosen?.id;
    this.isRenaming = false;
    if (styleId !== undefined)
      await this.#studio.attempt(() => this.#studio.client.styles.rename({ styleId, name }));
  }

  /** Asks for the file that a missing model had. */
  async locate(style = this.chosen): Promise<void> {
    if (style === undefined || style.state !== 'missing') return;
    const { platform, client, toasts } = this.#studio;
    const [ticket] = await this.#studio.take((upload) => platform.choose('model', upload));
    if (ticket === undefined) return;
    const done = await this.#studio.attempt(() => client.styles.locate({ styleId: style.id, ticket }));
    if (done !== undefined)
      toasts.show({ kind: 'good', message: `${style.name.slice(0, 60)} has its file again.` });
  }

  async measure(styleId: number): Promise<void> {
    await this.#studio.attempt(() => this.#studio.client.styles.measure({ styleId }));
  }
}
