import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { remember, type Acknowledged, type Promised } from './acknowledged.ts';

export interface Trial {
  /** Command line of a Node program that tells what it acknowledges. */
  readonly argv: readonly string[];
  /** From the moment at which the library is open. */
  readonly killAfterMs: number;
}

/** Lets a process work and kills it, with what it had acknowledged; returns why it could not work. */
export async function runTrial(
  { argv, killAfterMs }: Trial,
  promised: Promised,
): Promise<string | undefined> {
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  let wrong = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (wrong += text));
  createInterface(child.stdout).on('line', (line) => {
    const one = JSON.parse(line) as Acknowledged;
    remember(promised, one);
    if (one.kind === 'open') setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === null ? undefined : `it ended by itself with ${code}: ${wrong}`;
}
