import type { Direction } from '../../core/contract/events.ts';
import type { StyleCard } from '../../core/contract/styles-contract.ts';
import type { Look } from '../../core/contract/translation-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { lookOf, matching, neighbour, strengthStep } from './looks.ts';

const rememberAfterMs = 600;

/** The styles that there are, and the look that is chosen among them: a style, a direction and a strength. */
export class StyleList {
  all = $state.raw<readonly StyleCard[]>([]);
  isLoaded = $state(false);
  search = $state('');
  styleId = $state<number | null>(null);
  direction = $state<Direction>('a-to-b');
  strength = $state(1);

  readonly usable = $derived(this.all.filter(({ state }) => state === 'ready'));
  readonly found = $derived(matching(this.usable, this.search));
  readonly style = $derived(this.usable.find(({ id }) => id === this.styleId));
  readonly look = $derived<Look | null>(
    this.style === undefined ? null : lookOf(this.style, this.direction, this.strength),
  );
  readonly #studio: Studio;
  #remember: ReturnType<typeof setTimeout> | undefined;

  constructor(studio: Studio) {
    this.#studio = studio;
    const last = studio.settings.lastStyle;
    if (last === null) return;
    this.styleId = last.styleId;
    this.direction = last.direction;
    this.strength = last.strength;
  }

  async load(): Promise<void> {
    const { client } = this.#studio;
    const all = await this.#studio.attempt(() => client.styles.list({ trashed: false }));
    if (all === undefined) return;
    this.all = all;
    this.isLoaded = true;
    const first = this.usable[0];
    if (this.style === undefined && first !== undefined) this.#chooseFirst(first);
  }

  /** Without a direction the style's usual one. */
  choose(style: StyleCard, direction = style.directions[0]?.direction): void {
    this.styleId = style.id;
    if (direction !== undefined) this.direction = direction;
    this.#keep();
  }

  /** The look of a result that is shown again; false where its style is gone. */
  show(styleId: number | null, direction: Direction, strength: number): boolean {
    const style = this.usable.find(({ id }) => id === styleId);
    if (style === undefined) return false;
    this.strength = strength;
    this.choose(style, direction);
    return true;
  }

  move(by: number): void {
    const style = neighbour(this.found, this.style, by);
    if (style !== undefined && style.id !== this.styleId) this.choose(style);
  }

  get canReverse(): boolean {
    return (this.style?.directions.length ?? 0) > 1;
  }

  reverse(): void {
    if (!this.canReverse) return;
    this.direction = this.direction === 'a-to-b' ? 'b-to-a' : 'a-to-b';
    this.#keep();
  }

  setStrength(strength: number): void {
    this.strength = strength;
    this.#keep();
  }

  stepStrength(steps: number): void {
    this.setStrength(strengthStep(this.strength, steps));
  }

  async restoreBundled(): Promise<void> {
    await this.#studio.attempt(() => this.#studio.client.styles.restoreBundled());
    await this.load();
  }

  #chooseFirst(style: StyleCard): void {
    this.styleId = style.id;
    this.direction = style.directions[0]?.direction ?? 'a-to-b';
  }

  /** For the next start, once a person has come to rest. */
  #keep(): void {
    clearTimeout(this.#remember);
    this.#remember = setTimeout(() => {
      if (this.look !== null) void this.#studio.change({ lastStyle: this.look });
    }, rememberAfterMs);
  }
}
