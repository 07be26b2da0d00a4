import type { Job } from '../../core/contract/jobs-contract.ts';
import type { CoreClient } from '../platform/platform.ts';

const endedKept = 100;

/** Every job that runs, waits or has ended, kept up to date. */
export class Jobs {
  list = $state.raw<readonly Job[]>([]);
  isHeld = $state(false);
  /** Jobs that were asked something which is not answered yet. */
  #asked = $state.raw<ReadonlySet<number>>(new Set());
  readonly #client: CoreClient;

  constructor(client: CoreClient) {
    this.#client = client;
  }

  get running(): readonly Job[] {
    return this.list.filter(({ state }) => state === 'running');
  }

  get waiting(): readonly Job[] {
    return this.list.filter(({ state }) => state === 'queued');
  }

  find(jobId: number): Job | undefined {
    return this.list.find(({ id }) => id === jobId);
  }

  isBusy(jobId: number): boolean {
    return this.#asked.has(jobId);
  }

  /** Asks something of a job; it is drawn as busy from the press of the button on. */
  async act(jobId: number, work: () => Promise<unknown>): Promise<void> {
    this.#asked = new Set([...this.#asked, jobId]);
    try {
      await work();
      await this.reload();
    } finally {
      this.#asked = new Set([...this.#asked].filter((id) => id !== jobId));
    }
  }

  async setHeld(isHeld: boolean): Promise<void> {
    await this.#client.jobs.setHeld({ isHeld });
    await this.reload();
  }

  /** Reads the order anew; `watch` carries everything else. */
  async reload(): Promise<void> {
    this.list = await this.#client.jobs.list({ ended: endedKept });
    this.isHeld = (await this.#client.jobs.isHeld()).isHeld;
  }

  async watch(): Promise<void> {
    for await (const job of await this.#client.jobs.watch()) {
      const isKnown = this.list.some(({ id }) => id === job.id);
      this.list = isKnown ? this.list.map((one) => (one.id === job.id ? job : one)) : [...this.list, job];
    }
  }
}
