import type { Direction } from '../../core/contract/events.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { checkText } from './model-words.ts';

/** Saves one direction of a style as an .onnx file and tells how well it agrees with the app's own engine. */
export class ModelExport {
  isWorking = $state(false);
  report = $state('');
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async start(styleId: number, direction: Direction): Promise<void> {
    this.isWorking = true;
    const file = await this.#studio.attempt(() => this.#studio.client.styles.export({ styleId, direction }));
    this.isWorking = false;
    if (file === undefined) return;
    const link = document.createElement('a');
    link.href = this.#studio.picture(file.address);
    link.download = file.name;
    link.click();
    this.report = `${file.name} is being saved. ${checkText(file.largestDifference)}`;
  }
}
