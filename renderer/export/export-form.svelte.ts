import type { Ticketed } from '../../core/contract/procedure.ts';
import type { ExportPreset, Look } from '../../core/contract/translation-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { draftOf, isChanged, type PresetDraft } from './preset-words.ts';

const namesShown = 3;
const debounceMs = 120;

/** What the export dialog is about to do: a preset and its fields, the names that come of it, and where to. */
export class ExportForm {
  presets = $state.raw<readonly ExportPreset[]>([]);
  presetId = $state<number | null>(null);
  draft = $state.raw<PresetDraft | null>(null);
  names = $state.raw<{
    readonly folder: string;
    readonly names: readonly string[];
    readonly problems: readonly string[];
    readonly folders: readonly { readonly name: string; readonly photos: number }[];
  } | null>(null);
  /** A folder that was chosen for this time; the one of the settings otherwise. */
  destination = $state.raw<Ticketed | null>(null);
  readonly preset = $derived(this.presets.find(({ id }) => id === this.presetId));
  readonly isChanged = $derived(
    this.preset !== undefined && this.draft !== null && isChanged(this.preset, this.draft),
  );
  readonly #studio: Studio;
  readonly #loaded: Promise<void>;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#loaded = this.#load();
  }

  /** The preset to write with, once it is there and its changes are kept; null where that failed. */
  async presetToUse(): Promise<number | null> {
    await this.#loaded;
    if (this.isChanged && !(await this.save('this'))) return null;
    return this.presetId;
  }

  async #load(): Promise<void> {
    const presets = await this.#studio.attempt(() => this.#studio.client.translation.presets());
    if (presets === undefined) return;
    this.presets = presets;
    const chosen = this.preset ?? presets.find(({ isDefault }) => isDefault) ?? presets[0];
    if (chosen !== undefined) this.choose(chosen);
  }

  choose(preset: ExportPreset): void {
    this.presetId = preset.id;
    this.draft = draftOf(preset);
  }

  edit(change: Partial<PresetDraft>): void {
    if (this.draft !== null) this.draft = { ...this.draft, ...change };
  }

  /** Keeps the changed fields, in this preset or in a new one; false when that failed. */
  async save(as: 'this' | 'new'): Promise<boolean> {
    const { draft } = this;
    if (draft === null) return false;
    const name = as === 'new' ? this.#freeName(draft.name) : draft.name;
    const saved = await this.#studio.attempt(() =>
      this.#studio.client.translation.savePreset({
        id: as === 'new' ? null : this.presetId,
        preset: { ...draft, name },
      }),
    );
    if (saved === undefined) return false;
    this.presetId = saved.id;
    await this.#load();
    return true;
  }

  async remove(): Promise<void> {
    const id = this.presetId;
    if (id === null) return;
    await this.#studio.attempt(() => this.#studio.client.translation.removePreset({ id }));
    this.presetId = null;
    await this.#load();
  }

  async chooseDestination(): Promise<void> {
    const { platform } = this.#studio;
    const [folder] = await this.#studio.take((upload) => platform.choose('destination', upload));
    if (folder !== undefined) this.destination = folder;
  }

  /** Works out the names of the first photos. Returns how to give it up. */
  askNames(photoIds: readonly number[], preset: PresetDraft, look: Look | null): () => void {
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      // Which folder they have in common, only all of them tell.
      const asked = preset.keepsFolders ? [...photoIds] : photoIds.slice(0, namesShown);
      const input = { photoIds: asked, preset, look };
      const names = await this.#studio.attempt(() =>
        this.#studio.client.translation.exportNames(input, { signal: stop.signal }),
      );
      if (names === undefined || stop.signal.aborted) return;
      this.names = { ...names, names: names.names.slice(0, namesShown) };
    };
    const timer = setTimeout(() => void read(), debounceMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }

  #freeName(name: string): string {
    const isTaken = (wish: string): boolean => this.presets.some((preset) => preset.name === wish);
    if (!isTaken(name)) return name;
    let number = 2;
    while (isTaken(`${name} ${number}`)) number++;
    return `${name} ${number}`;
  }
}
