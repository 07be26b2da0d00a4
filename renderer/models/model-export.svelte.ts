import type { Direction } from '../../core/contract/events.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { checkText } from './model-words.ts';

/** Saves a style as a package, or one direction of it as an .onnx file, and tells what was found on the way. */
export class ModelExport {
  isWorking = $state(false);
  work = $state('');
  report = $state('');
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async start(styleId: number, direction: Direction): Promise<void> {
    const { styles } = this.#studio.client;
    const work = 'Checking the file against the app’s own engine…';
    const file = await this.#made(work, () => styles.export({ styleId, direction }));
    if (file === undefined) return;
    this.#save(file, checkText(file.largestDifference));
  }

  async pack(styleId: number): Promise<void> {
    const { styles } = this.#studio.client;
    const file = await this.#made('Packing the style…', () => styles.exportPackage({ styleId }));
    if (file === undefined) return;
    this.#save(
      file,
      'It holds every direction, the card and samples; all of it can be checked by its hashes.',
    );
  }

  async #made<File>(work: string, make: () => Promise<File>): Promise<File | undefined> {
    if (this.isWorking) return undefined;
    this.isWorking = true;
    this.work = work;
    const file = await this.#studio.attempt(make);
    this.isWorking = false;
    return file;
  }

  #save({ name, address }: { readonly name: string; readonly address: string }, found: string): void {
    const link = document.createElement('a');
    link.href = this.#studio.picture(address);
    link.download = name;
    link.click();
    this.report = `${name} is being saved. ${found}`;
  }
}
