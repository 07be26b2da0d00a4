import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { errorCode, writeError } from '../files/write-error.ts';

const ratio = z.number().nonnegative().nullable();
const line = z.object({ step: z.int().nonnegative(), aToB: ratio, bToA: ratio });

/** How far apart the translations of the judge photos were at a step, of how far apart the photos are. */
export type SpreadLine = z.infer<typeof line>;

/** The spreads of a run's samples in the order of their steps, of each step the last; damaged lines are left out. */
export async function readSpreads(runFolder: string): Promise<readonly SpreadLine[]> {
  const text = await readFile(spreadsPath(runFolder), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').flatMap((one) => parse(one) ?? []);
  const byStep = new Map(lines.map((one) => [one.step, one]));
  return [...byStep.values()].toSorted((one, other) => one.step - other.step);
}

/** Throws 'disk-full', 'write-failed'. */
export async function addSpread(runFolder: string, value: SpreadLine): Promise<void> {
  const path = spreadsPath(runFolder);
  await appendFile(path, `${JSON.stringify(value)}\n`).catch((error: unknown) => {
    throw writeError(error, path, 0);
  });
}

function parse(text: string): SpreadLine | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // torn by a power cut
  }
}

function spreadsPath(runFolder: string): string {
  return join(runFolder, 'spreads.jsonl');
}
