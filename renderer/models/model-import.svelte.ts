import type { Ticketed } from '../../core/contract/procedure.ts';
import type { ModelInspection, ValueRange } from '../../core/contract/styles-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';

/** The conversation about a model file: what it is, what it shall be called, under which licence. */
export class ModelImport {
  isLooking = $state(false);
  fileName = $state('');
  inspection = $state.raw<ModelInspection | null>(null);
  name = $state('');
  licence = $state('');
  notes = $state('');
  isAdding = $state(false);
  readonly isComplete = $derived(this.name.trim() !== '' && this.licence.trim() !== '');
  readonly #studio: Studio;
  #waiting: readonly Ticketed[] = [];

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async choose(): Promise<void> {
    const { platform } = this.#studio;
    await this.look(await this.#studio.take((upload) => platform.choose('model', upload)));
  }

  async drop(transfer: DataTransfer): Promise<void> {
    const { platform } = this.#studio;
    await this.look(await this.#studio.take((upload) => platform.ticketsFor(transfer, upload)));
  }

  /** One file after the other. */
  async look(tickets: readonly Ticketed[]): Promise<void> {
    const [ticket, ...others] = tickets;
    if (ticket === undefined) return;
    this.#waiting = others;
    this.fileName = ticket.name;
    const inspection = await this.#inspect(ticket);
    if (inspection === undefined) return;
    this.name = inspection.suggestedName;
    this.licence = inspection.suggestedLicence;
    this.notes = inspection.suggestedNotes;
  }

  /** Tries a model of another program with other values; what was written about it stays. */
  async takeFor(valueRange: ValueRange): Promise<void> {
    if (this.inspection !== null) await this.#inspect(this.inspection.ticket, valueRange);
  }

  async #inspect(ticket: Ticketed, valueRange?: ValueRange): Promise<ModelInspection | undefined> {
    this.isLooking = true;
    this.inspection = null;
    const { styles } = this.#studio.client;
    const inspection = await this.#studio.attempt(() => styles.inspect({ ticket, valueRange }));
    this.isLooking = false;
    this.inspection = inspection ?? null;
    return inspection;
  }

  /** Answers the new style's id; null when it was not added. */
  async add(): Promise<number | null> {
    const { inspection, name, licence, notes } = this;
    if (inspection === null || !inspection.isUsable || !this.isComplete) return null;
    this.isAdding = true;
    const style = await this.#studio.attempt(() =>
      this.#studio.client.styles.add({
        ...{ ticket: inspection.ticket, name, licence, notes },
        valueRange: inspection.valueRange ?? undefined,
      }),
    );
    this.isAdding = false;
    return style?.id ?? null;
  }

  get hasMore(): boolean {
    return this.#waiting.length > 0;
  }

  async next(): Promise<void> {
    this.inspection = null;
    await this.look(this.#waiting);
  }
}
