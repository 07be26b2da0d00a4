import { lossLogPath } from '../../checkpoint/run-folder.ts';
import { readSpreads } from '../../checkpoint/spread-log.ts';
import { thinLosses } from '../../checkpoint/thin-losses.ts';
import type { Run } from '../../catalog/runs.ts';
import type { LiveRuns } from './live-runs.ts';
import { notesOf } from './run-info.ts';

/** So many steps tell how a run fares. */
const points = 500;

/** Looks at the losses now and then, and tells each note once to those who watch. */
export function createHealthTeller(run: Run, folder: string, live: LiveRuns): () => Promise<void> {
  const told = new Set<string>();
  return async () => {
    const lines = await thinLosses(lossLogPath(folder), { fromStep: 0, points });
    const kept = new Set(live.notes(run.id));
    for (const note of notesOf(run, live, lines, await readSpreads(folder))) {
      if (kept.has(note) || told.has(note.kind)) continue;
      told.add(note.kind);
      live.tell(run.id, { type: 'note', note });
    }
  };
}
