import { lossLogPath } from '../../checkpoint/run-folder.ts';
import { thinLosses } from '../../checkpoint/thin-losses.ts';
import type { OptionValues, PreflightCheck, RunNews } from '../../contract/training-contract.ts';
import type { Area } from '../area.ts';
import type { ManifestShelf } from '../datasets/manifest-shelf.ts';
import { streamOf } from '../stream-of.ts';
import {
  bookmarkRun,
  continueRun,
  discardRun,
  pauseRun,
  retryRun,
  stopRun,
  unbookmarkRun,
  type RunControl,
} from './control-runs.ts';
import { freeDiskBytes, freeMemoryBytes, isOnBattery, preflight } from './preflight.ts';
import { publishRun } from './publish-run.ts';
import { cardOf, findRun, infoOf } from './run-info.ts';
import { emptyRunTrash, restoreRun, runTrashSize, trashedRuns } from './run-trash.ts';
import { startRun } from './start-run.ts';
import { folderOf } from './run-folder-of.ts';
import type { TrainingCosts } from './training-costs.ts';

export interface TrainingHouse extends RunControl {
  readonly shelf: ManifestShelf;
  readonly costs: TrainingCosts;
}

/** The method that plans are made with. */
const usualMethod = 'cyclegan';

/** Looks of one's own. */
export function createTrainingArea(parts: TrainingHouse): Area<'training'> {
  const { house, shelf, costs } = parts;
  const check = (request: CheckRequest) => checkBefore(parts, request);
  return {
    plans: async ({ dataset }) => costs.plans((await shelf.newest(dataset)).manifest, usualMethod),
    cost: ({ method, options }) => costs.cost(method, options),
    async probe({ dataset, method, options, plan }) {
      await shelf.newest(dataset);
      await costs.describe(method, [options]);
      const { id: jobId } = house.queue.add({
        kind: 'probe',
        title: `Measure a training step for ${dataset}`,
        payload: { dataset, method, options, plan },
        subject: { type: 'dataset', key: dataset },
      });
      return { jobId };
    },
    preflight: check,
    start: async (request) =>
      cardOf(house, await startRun({ house, shelf, costs, preflight: check }, request)),
    ...looking(parts),
    ...controlling(parts),
  };
}

type Looking = 'list' | 'trash' | 'trashSize' | 'get' | 'losses' | 'watch';

function looking({ house, live }: TrainingHouse): Pick<Area<'training'>, Looking> {
  return {
    list: () =>
      house.catalog.runs
        .list()
        .filter(({ trashedMs }) => trashedMs === null)
        .map((run) => cardOf(house, run))
        .reverse(),
    trash: () => trashedRuns(house).map((run) => cardOf(house, run)),
    trashSize: () => runTrashSize(house),
    get: ({ runId }) => infoOf(house, live, findRun(house, runId)),
    async losses({ runId, fromStep, points }) {
      const path = lossLogPath(folderOf(house, findRun(house, runId)));
      const lines = await thinLosses(path, { fromStep, points });
      const names = Object.keys(lines.at(-1)?.losses ?? {});
      const values = names.map((name) => [name, lines.map(({ losses }) => losses[name] ?? null)]);
      return {
        steps: lines.map(({ step }) => step),
        values: Object.fromEntries(values) as Record<string, number[]>,
      };
    },
    watch({ runId }, { signal }) {
      const { state } = cardOf(house, findRun(house, runId));
      const listen = (listener: (news: RunNews) => void) => {
        listener({ type: 'state', state });
        return live.listen(runId, listener);
      };
      return streamOf(listen, signal);
    },
  };
}

function controlling(
  parts: TrainingHouse,
): Omit<Area<'training'>, Looking | 'plans' | 'cost' | 'probe' | 'preflight' | 'start'> {
  return {
    pause: ({ runId }) => (pauseRun(parts, runId), {}),
    retryNow: ({ runId }) => (retryRun(parts, runId), {}),
    continue: async (input) => cardOf(parts.house, await continueRun(parts, input)),
    async stop({ runId }) {
      await stopRun(parts, runId);
      return {};
    },
    async discard({ runId }) {
      await discardRun(parts, runId);
      return {};
    },
    restore: ({ runId }) => (restoreRun(parts, runId), {}),
    emptyTrash: (_input, { signal }) => emptyRunTrash(parts.house, signal),
    async bookmark({ runId, step }) {
      await bookmarkRun(parts, runId, step);
      return {};
    },
    async unbookmark({ runId, step }) {
      await unbookmarkRun(parts, runId, step);
      return {};
    },
    publish: (input) => publishRun(parts, input),
  };
}

interface CheckRequest {
  readonly dataset: string;
  readonly method: string;
  readonly options: OptionValues;
}

async function checkBefore(
  { house, shelf, costs }: TrainingHouse,
  { dataset, method, options }: CheckRequest,
): Promise<PreflightCheck[]> {
  const { manifest } = await shelf.newest(dataset);
  const [described] = await costs.describe(method, [options]);
  return preflight({
    manifest,
    sizePixels: described!.options.size,
    cost: costs.costOf(method, described!),
    freeDiskBytes: await freeDiskBytes(house.library.root),
    freeMemoryBytes: freeMemoryBytes(),
    isOnBattery: await isOnBattery(),
  });
}
