import type { Job } from '../../contract/jobs-contract.ts';
import type { Area } from '../area.ts';
import type { House } from '../house.ts';
import type { MakePart } from '../part.ts';
import { watchJobs } from './watch-jobs.ts';

/** The queue as the page sees it. */
export const jobsPart: MakePart = (house) => ({
  areas: { jobs: jobsArea(house) },
  async prepare() {
    publishEnds(house);
    if (house.settings.get().isQueueHeld) house.queue.setHeld(true);
  },
});

function jobsArea({ queue, changes, settings }: House): Area<'jobs'> {
  const done = (work: () => void) => {
    work();
    return {};
  };
  /** What changes the list as a whole is no change of one job. */
  const relist = (work: () => void) => {
    work();
    changes.publish({ topic: 'jobs' });
    return {};
  };
  return {
    list: ({ ended }) => [...queue.list({ ended })],
    get: ({ jobId }) => queue.get(jobId),
    watch: (_input, { signal }) => watchJobs(queue, signal),
    cancel: ({ jobId }) => done(() => queue.cancel(jobId)),
    cancelGroup: ({ groupId, when }) => done(() => queue.cancelGroup(groupId, when)),
    cancelAll: () => done(() => queue.cancelAll()),
    pause: ({ jobId }) => done(() => queue.pause(jobId)),
    continue: ({ jobId }) => relist(() => queue.continue(jobId)),
    retry: ({ jobId }) => relist(() => queue.retry(jobId)),
    move: ({ jobId, to }) => relist(() => queue.move(jobId, to)),
    prune: () => relist(() => queue.prune()),
    async setHeld({ isHeld }) {
      relist(() => queue.setHeld(isHeld));
      await settings.set({ isQueueHeld: isHeld });
      return {};
    },
    isHeld: () => ({ isHeld: queue.isHeld }),
  };
}

/** Jobs that come, start or stop change why others wait; everything between is told by `watch`. */
function publishEnds({ queue, changes }: House): void {
  const states = new Map<number, Job['state']>();
  queue.watch(({ id, state }) => {
    if (states.get(id) === state) return;
    if (state === 'queued' || state === 'running') states.set(id, state);
    else states.delete(id);
    changes.publish({ topic: 'jobs', ids: [id] });
  });
}
