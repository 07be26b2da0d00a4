import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { markedPhotos } from '../kill-trials/prepare-library.ts';
import type { Workplace } from '../kill-trials/workplace.ts';

/** One kind of job, and how one of it is started that was not there before. */
export interface JobStart {
  readonly kind: string;
  /** Cancelled no later than this after its start, however long it would take. */
  readonly atMostMs: number;
  /** What a cancelled training leaves is a run in the trash, or one to be continued. */
  readonly keepsRun: boolean;
  /** Makes what the job is given; before the library is looked at. */
  readonly prepare?: (place: TrialPlace) => void;
  readonly start: (workplace: Workplace, place: TrialPlace) => Promise<number>;
}

export interface TrialPlace {
  /** Unlike that of any other trial. */
  readonly name: string;
  readonly number: number;
  /** A folder of this trial alone, outside of the library. */
  readonly folder: string;
  /** The sample pair. */
  readonly pair: string;
}

const call = () => ({ signal: new AbortController().signal });
const all = { source: { kind: 'all' }, search: '', sort: 'newest' } as const;
const tiny = { size: 24, filters: 2, blocks: 1, poolSize: 3, steps: 5000 };

export const jobStarts: readonly JobStart[] = [
  {
    ...{ kind: 'import-photos', atMostMs: 3000, keepsRun: false },
    prepare: ({ folder, pair, name }) => markedPhotos(join(pair, 'day'), join(folder, 'photos'), name, 60),
    async start({ house, areas }, { folder }) {
      const tickets = [folderTicket(house, join(folder, 'photos'))];
      return (await areas.photos.import({ tickets, place: 'copy' }, call())).jobId;
    },
  },
  {
    ...{ kind: 'translate', atMostMs: 3000, keepsRun: false },
    async start({ areas }, { number }) {
      const photoIds = (await photosOf(areas)).slice(0, 1);
      const bundled = (await areas.styles.list({ trashed: false }, call())).find(
        ({ origin }) => origin === 'bundled',
      )!;
      const look = { styleId: bundled.id, direction: 'a-to-b', strength: 1 - number / 10_000 } as const;
      const { jobIds } = await areas.translation.start({ photoIds, look, isUrgent: false }, call());
      return jobIds[0]!;
    },
  },
  {
    ...{ kind: 'export', atMostMs: 3000, keepsRun: false },
    prepare: ({ folder }) => void mkdirSync(join(folder, 'exports'), { recursive: true }),
    async start({ house, areas }, { folder }) {
      const photoIds = [...(await photosOf(areas))];
      const [preset] = await areas.translation.presets(undefined, call());
      const { ticket: destination } = folderTicket(house, join(folder, 'exports'));
      return (await areas.translation.export({ photoIds, presetId: preset!.id, destination }, call())).jobId;
    },
  },
  {
    ...{ kind: 'import-dataset', atMostMs: 3000, keepsRun: false },
    async start({ house, areas }, { name, pair }) {
      const [a, b] = ['day', 'dusk'].map((side) => [folderTicket(house, join(pair, side))]);
      return (await areas.datasets.import({ name, a: a!, b: b!, judge: 4 }, call())).jobId;
    },
  },
  {
    ...{ kind: 'train', atMostMs: 5000, keepsRun: true },
    async start({ areas }, { name }) {
      const order = { name, dataset: 'set', method: 'cyclegan', options: tiny };
      return (await areas.training.start(order, call())).jobId!;
    },
  },
  {
    ...{ kind: 'probe', atMostMs: 3000, keepsRun: false },
    async start({ areas }) {
      const order = {
        dataset: 'set',
        method: 'cyclegan',
        options: { ...tiny, size: 64, filters: 8 },
        plan: null,
      };
      return (await areas.training.probe(order, call())).jobId;
    },
  },
  {
    ...{ kind: 'check-library', atMostMs: 1000, keepsRun: false },
    start: ({ house }) =>
      Promise.resolve(
        house.queue.add({ kind: 'check-library', title: 'Check', payload: { isRepairing: false } }).id,
      ),
  },
  {
    ...{ kind: 'measure-style', atMostMs: 2000, keepsRun: false },
    async start({ areas }) {
      const [style] = await areas.styles.list({ trashed: false }, call());
      return (await areas.styles.measure({ styleId: style!.id }, call())).jobId;
    },
  },
];

function folderTicket({ tickets }: Workplace['house'], path: string) {
  return tickets.mint({ path, name: 'folder', kind: 'folder', isUpload: false });
}

function photosOf({ photos }: Workplace['areas']): Promise<readonly number[]> | readonly number[] {
  return photos.ids({ query: all, offset: 0, limit: 100 }, call());
}
