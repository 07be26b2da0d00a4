import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { healthNote, type HealthNote } from '../../contract/training-contract.ts';
import type { LiveRuns } from './live-runs.ts';

/** Reads what was told of a run that its losses do not tell, once in the life of this process. */
export async function knowNotes(live: LiveRuns, runId: number, folder: string): Promise<void> {
  if (live.notes(runId) !== undefined) return;
  const text = await readFile(notesPath(folder), 'utf8').catch(() => ''); // most runs have none
  if (live.notes(runId) !== undefined) return;
  const byKind = new Map(
    text
      .split('\n')
      .flatMap((line) => parse(line))
      .map((note) => [note.kind, note]),
  );
  live.setNotes(runId, [...byKind.values()]);
}

/** Keeps a note for the next time that the run is looked at; one that a full disk refuses is shown all the same. */
export async function writeNote(folder: string, note: HealthNote): Promise<void> {
  await appendFile(notesPath(folder), `${JSON.stringify(note)}\n`).catch(() => undefined);
}

function parse(line: string): HealthNote[] {
  try {
    const { data } = healthNote.safeParse(JSON.parse(line));
    return data === undefined ? [] : [data];
  } catch {
    return []; // torn by a power cut
  }
}

function notesPath(folder: string): string {
  return join(folder, 'notes.jsonl');
}
