import { relative } from 'node:path';
import type { StyleRow } from '../../catalog/styles.ts';
import { freeName } from '../../services/library-names.ts';
import { safePart } from '../../services/result-name.ts';
import type { PublishOutput } from '../../work/publish-checkpoint-task.ts';
import type { House } from '../house.ts';
import { checkpointNow, type RunControl } from './control-runs.ts';
import { findRun } from './run-info.ts';
import { folderOf } from './run-folder-of.ts';

export interface PublishRequest {
  readonly runId: number;
  readonly step: number | null;
  readonly name: string;
  readonly licence: string;
  readonly notes: string;
}

export interface Published {
  readonly styleId: number;
  readonly largestDifference: number;
  readonly directions: ('a-to-b' | 'b-to-a')[];
}

/** Makes a style of a checkpoint, beside a training that goes on. Errors as the task `publish-checkpoint`. */
export async function publishRun(control: RunControl, request: PublishRequest): Promise<Published> {
  const { house, live } = control;
  const run = findRun(house, request.runId);
  const hasNone = house.catalog.checkpoints.list(run.id).length === 0;
  const step = request.step ?? (hasNone && live.isLive(run.id) ? await checkpointNow(control, run) : null);
  const name = freeName(request.name, (candidate) => isTaken(house, candidate, run.id));
  const made = await house.engines.run(
    'pictures',
    'publish-checkpoint',
    {
      ...{ runFolder: folderOf(house, run), step, name, licence: request.licence },
      folder: house.library.translators,
      file: safePart(`${name}.${run.id}-${step ?? 'newest'}`),
      cacheFolder: house.library.cache,
    },
    { signal: new AbortController().signal },
  );
  const style = addStyle(house, run.method, { ...request, name }, made);
  house.changes.publish({ topic: 'styles' });
  house.changes.publish({ topic: 'runs', ids: [run.id] });
  return {
    styleId: style.id,
    largestDifference: made.largestDifference,
    directions: made.translators.map(({ direction }) => direction),
  };
}

/** A style that the end of this very run made may be published under its own name. */
function isTaken({ catalog }: House, name: string, runId: number): boolean {
  const style = catalog.styles.byName(name);
  if (style === undefined) return false;
  const own = catalog.translators.ofStyle(style.id);
  return style.trashedMs !== null || own.length === 0 || own.some((translator) => translator.runId !== runId);
}

function addStyle(
  { catalog, library }: House,
  method: string,
  { name, licence, notes, runId }: PublishRequest,
  { step, translators }: PublishOutput,
): StyleRow {
  return catalog.transaction(() => {
    const known = catalog.styles.byName(name);
    const style =
      known ?? catalog.styles.add({ name, method, origin: 'trained', licence, notes, bundledKey: null });
    catalog.styles.setCard(style.id, { licence, notes });
    const replaced = known === undefined ? [] : catalog.translators.ofStyle(known.id);
    for (const { path, ...translator } of translators) {
      const file = relative(library.root, path);
      const row = { ...translator, file, runId, step, origin: 'trained', styleId: style.id } as const;
      const added = catalog.translators.add(row);
      for (const { id, direction } of replaced)
        if (direction === added.direction && id !== added.id) catalog.translators.remove(id);
    }
    return catalog.styles.get(style.id)!; // just added
  });
}
