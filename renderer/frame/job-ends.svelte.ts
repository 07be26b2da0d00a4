import type { Job } from '../../core/contract/jobs-contract.ts';
import { Exports } from '../export/exports.svelte.ts';
import type { Studio } from '../state/studio.svelte.ts';
import { screenOfResult } from './show-result.ts';

const longMs = 10_000;
const openStates: readonly Job['state'][] = ['queued', 'running', 'paused', 'interrupted'];

/** Tells of work that ended: in a toast, and outside of the window while it is not in front. */
export class JobEnds {
  /** What ended while the window was not in front. */
  unseen = $state(0);
  readonly #studio: Studio;
  #before: ReadonlyMap<number, Job['state']> = new Map();

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#before = this.#states();
  }

  /** Looks at the jobs again. */
  look(): void {
    const { list } = this.#studio.jobs;
    const ended = list.filter(
      ({ id, endedMs }) => endedMs !== null && openStates.includes(this.#before.get(id) ?? 'finished'),
    );
    this.#before = this.#states();
    ended.forEach((job) => this.#tell(job));
  }

  #tell(job: Job): void {
    const { toasts, frame } = this.#studio;
    if (job.state === 'failed' && job.failure)
      toasts.fail(job.failure, [{ label: 'Show the queue', run: () => (frame.isQueueOpen = true) }]);
    else if (job.state === 'finished' && job.kind === 'export') void this.#studio.keep(Exports).ended(job);
    else if (job.state === 'finished' && this.#isLong(job) && !this.#hasMore(job)) this.#tellDone(job);
  }

  #tellDone(job: Job): void {
    const message = job.summary === null ? `Done: ${job.title}` : `${job.title}: ${job.summary}`;
    const screen = screenOfResult(job);
    const actions = screen ? [{ label: 'Show', run: () => this.#studio.go(screen) }] : [];
    this.#studio.toasts.show({ kind: 'good', message, actions });
    if (!document.hidden && document.hasFocus()) return;
    this.unseen++;
    if ('Notification' in window && Notification.permission === 'granted')
      new Notification('Diptych', { body: message });
  }

  #isLong({ startedMs, endedMs }: Job): boolean {
    return startedMs !== null && endedMs !== null && endedMs - startedMs > longMs;
  }

  /** Of photos that were started together, only the last is told of. */
  #hasMore({ groupId }: Job): boolean {
    return (
      groupId !== null &&
      this.#studio.jobs.list.some((job) => job.groupId === groupId && openStates.includes(job.state))
    );
  }

  #states(): ReadonlyMap<number, Job['state']> {
    return new Map(this.#studio.jobs.list.map(({ id, state }) => [id, state]));
  }
}
