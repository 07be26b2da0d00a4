import type { ContractRouterClient } from '@orpc/contract';
import type { libraryContract } from '../../core/contract/settings-contract.ts';
import type { Studio } from '../state/studio.svelte.ts';

type Client = ContractRouterClient<typeof libraryContract>;
type State = Awaited<ReturnType<Client['state']>>;
type Space = Awaited<ReturnType<Client['space']>>;
type Findings = Awaited<ReturnType<Client['findings']>>;
export type Backup = Awaited<ReturnType<Client['backups']>>[number];

/** What is known of the library as a whole, and what can be done for it. */
export class LibraryCare {
  state = $state.raw<State>();
  space = $state.raw<Space>();
  findings = $state.raw<Findings>();
  backups = $state.raw<readonly Backup[]>([]);
  checkId = $state<number | null>(null);
  isBusy = $state(false);
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  readonly check = $derived.by(() =>
    this.checkId === null ? undefined : this.#studio.jobs.find(this.checkId),
  );
  readonly isChecking = $derived.by(() => this.check?.state === 'queued' || this.check?.state === 'running');

  /** Reads everything now and when the library has changed, until the returned function is called. */
  follow(): () => void {
    void this.load();
    return this.#studio.on(['library'], () => void this.load());
  }

  async load(): Promise<void> {
    const { library } = this.#studio.client;
    await this.#studio.attempt(async () => {
      this.state = await library.state();
      [this.backups, this.findings] = await Promise.all([library.backups(), library.findings()]);
      this.space = await library.space();
    });
  }

  async startCheck(): Promise<void> {
    const job = await this.#studio.attempt(() => this.#studio.client.library.check());
    this.checkId = job?.jobId ?? null;
  }

  /** A repair is a check that puts right what it can. */
  async startRepair(): Promise<void> {
    const job = await this.#studio.attempt(() => this.#studio.client.library.repair());
    this.checkId = job?.jobId ?? null;
  }

  async backUp(): Promise<void> {
    await this.#doing(async () => {
      await this.#studio.client.library.backUp();
      this.#studio.toasts.show({ kind: 'good', message: 'Backed up.' });
    });
  }

  async restore({ name }: Backup): Promise<void> {
    await this.#doing(async () => {
      const { keptAside } = await this.#studio.client.library.restore({ name });
      this.#tell('The backup is in place.', keptAside);
    });
  }

  async rebuild(): Promise<void> {
    await this.#doing(async () => {
      const made = await this.#studio.client.library.rebuild();
      const found = `${made.datasets} datasets, ${made.runs} trainings and ${made.styles} styles`;
      this.#tell(`The catalog is made anew: ${found}.`, made.keptAside);
    });
  }

  async #doing(work: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    await this.#studio.attempt(work);
    this.isBusy = false;
    await this.load();
  }

  #tell(what: string, keptAside: string | null): void {
    const message = keptAside === null ? what : `${what} What was there is kept as ${keptAside}.`;
    this.#studio.toasts.show({ kind: 'good', message });
  }
}
