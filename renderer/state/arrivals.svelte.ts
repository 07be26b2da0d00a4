import type { Ticketed } from '../../core/contract/procedure.ts';
import type { Settings } from '../../core/contract/settings-contract.ts';
import type { Studio } from './studio.svelte.ts';

/** Where files that come in are meant to go. */
export interface Destination {
  readonly albumId?: number;
  /** Opens the photos for translating as soon as they are there. */
  readonly isForTranslating?: boolean;
  /** Whether photos stay where they are or are copied; as the last time when absent. A browser can only copy. */
  readonly place?: ImportPlace | undefined;
}

export type ImportPlace = Settings['importPlace'];

const mostTickets = 10_000;

/** Photos, folders and model files that are dropped, pasted or chosen. */
export class Arrivals {
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async choose(what: 'photos' | 'folder', destination: Destination = {}): Promise<void> {
    const { platform } = this.#studio;
    await this.receive(await this.#studio.take((upload) => platform.choose(what, upload)), destination);
  }

  /** Call it while the event is handled: a transfer is empty afterwards. */
  async drop(transfer: DataTransfer, destination: Destination = {}): Promise<void> {
    const { platform } = this.#studio;
    const tickets = this.#studio.take((upload) => platform.ticketsFor(transfer, upload));
    await this.receive(await tickets, destination);
  }

  /** Takes what the core has given tickets for. */
  async receive(tickets: readonly Ticketed[], destination: Destination = {}): Promise<void> {
    if (tickets.length === 0) return;
    await this.#studio.attempt(async () => {
      const { models, pictures } = await this.#sort(tickets);
      if (models.length > 0) {
        this.#studio.offeredModels = models;
        this.#studio.go({ name: 'models' });
      }
      if (pictures.length > 0) await this.#import(pictures, destination);
    });
  }

  /** Model files go to the models; all else is looked through for photos, and what is none is told of. */
  async #sort(
    tickets: readonly Ticketed[],
  ): Promise<{ readonly models: readonly Ticketed[]; readonly pictures: readonly Ticketed[] }> {
    const { app } = this.#studio.client;
    const found = await app.look({ tickets: [...tickets] });
    if (found.models === 0) return { models: [], pictures: tickets };
    if (found.models === tickets.length) return { models: tickets, pictures: [] };
    const looks = await Promise.all(tickets.map((ticket) => app.look({ tickets: [ticket] })));
    return {
      models: tickets.filter((_, index) => looks[index]!.models > 0),
      pictures: tickets.filter((_, index) => looks[index]!.models === 0),
    };
  }

  async #import(tickets: readonly Ticketed[], destination: Destination): Promise<void> {
    const { client, settings, toasts } = this.#studio;
    const { albumId, isForTranslating, place = settings.importPlace } = destination;
    if (place !== settings.importPlace) void this.#studio.change({ importPlace: place });
    for (let start = 0; start < tickets.length; start += mostTickets) {
      const some = tickets.slice(start, start + mostTickets);
      const begun = await client.photos.import({ tickets: some, place, albumId });
      if (isForTranslating) this.#openWhenThere(begun);
    }
    if (this.#studio.screen.name !== 'library' && !isForTranslating)
      toasts.show({
        message: 'Adding to the library.',
        actions: [{ label: 'Show', run: () => this.#studio.go({ name: 'library' }) }],
      });
  }

  /** Follows an import and shows its photos on the Translate screen while the person stays there. */
  #openWhenThere({ jobId, importId }: { readonly jobId: number; readonly importId: number }): void {
    const { photos } = this.#studio.client;
    const query = { source: { kind: 'import', importId }, search: '', sort: 'oldest' } as const;
    let shown = 0;
    const look = async (): Promise<void> => {
      if (this.#studio.screen.name !== 'translate') return stop();
      const isDone = typeof this.#studio.jobs.find(jobId)?.endedMs === 'number';
      if (isDone) stop();
      const photoIds = isDone
        ? await photos.imported({ jobId })
        : await photos.ids({ query, offset: 0, limit: 500 });
      if (photoIds.length > shown || (isDone && photoIds.length > 0))
        this.#studio.go({ name: 'translate', photoIds });
      shown = photoIds.length;
    };
    const stop = this.#studio.on(['photos', 'jobs'], () => void this.#studio.attempt(look));
    void this.#studio.attempt(look);
  }
}
