import type { Job } from '../../core/contract/jobs-contract.ts';
import type { Exported } from '../../core/contract/translation-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { download, exportSummary, isAllDone } from './export-end.ts';
import { exportFailed, runExport, type ExportWish } from './run-export.ts';

/** Exports under way and what came of the last one; they go on whatever screen is open: `studio.keep(Exports)`. */
export class Exports {
  /** How many are being written. */
  underWay = $state(0);
  /** Shown until it is closed. */
  report = $state.raw<Exported | null>(null);
  readonly #openedMs = Date.now();
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  start(wish: ExportWish): Promise<void> {
    return this.#follow(() => runExport(this.#studio, wish));
  }

  /** Once more, for the photos that failed. */
  retry({ jobId }: Exported): Promise<void> {
    this.report = null;
    return this.#follow(() => exportFailed(this.#studio, jobId));
  }

  /** An export has ended that was asked for before this page was opened, as one that a crash cut off. */
  async ended({ id: jobId, createdMs }: Job): Promise<void> {
    if (createdMs >= this.#openedMs) return;
    const { translation } = this.#studio.client;
    this.#show(await this.#studio.attempt(() => translation.exported({ jobId })));
  }

  async #follow(work: () => Promise<Exported>): Promise<void> {
    this.underWay++;
    const exported = await this.#studio.attempt(work);
    this.underWay--;
    this.#show(exported);
  }

  #show(exported: Exported | undefined): void {
    if (exported === undefined) return;
    if (isAllDone(exported)) this.#tell(exported);
    else this.report = exported;
  }

  /** Hands every written file to the browser. */
  saveAll({ files }: Exported): void {
    files.forEach(({ address, name }) => {
      if (address !== null) download(this.#studio.picture(address), name);
    });
  }

  async reveal({ jobId }: Exported): Promise<void> {
    await this.#studio.attempt(() => this.#studio.platform.reveal(jobId));
  }

  #tell(exported: Exported): void {
    const isBrowser = this.#studio.platform.host === 'browser';
    const many = exported.files.length > 1;
    const here = isBrowser
      ? { label: many ? 'Download all' : 'Download', run: () => this.saveAll(exported) }
      : { label: 'Show in folder', run: () => void this.reveal(exported) };
    const list = { label: 'Files', run: () => void (this.report = exported) };
    const message = exportSummary(exported, isBrowser);
    this.#studio.toasts.show({ kind: 'good', message, actions: many ? [list, here] : [here] });
  }
}
