import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { errorCode, writeError } from '../files/write-error.ts';

const pause = z.object({ step: z.int().nonnegative(), fromMs: z.int(), toMs: z.int() });

/** A time in which a run stood still, before the step that it went on from. */
export type Pause = z.infer<typeof pause>;

/** The pauses of a run in their order; damaged lines are left out. */
export async function readPauses(runFolder: string): Promise<readonly Pause[]> {
  const text = await readFile(pausesPath(runFolder), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => parsePause(line) ?? []);
}

/** Notes a pause that has ended. Throws 'disk-full', 'write-failed'. */
export async function addPause(runFolder: string, value: Pause): Promise<void> {
  const path = pausesPath(runFolder);
  await appendFile(path, `${JSON.stringify(value)}\n`).catch((error: unknown) => {
    throw writeError(error, path, 0);
  });
}

function parsePause(line: string): Pause | undefined {
  try {
    return pause.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // torn by a power cut
  }
}

function pausesPath(runFolder: string): string {
  return join(runFolder, 'pauses.jsonl');
}
