import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CoreEvent } from '../contract/events.ts';
import { writePicture } from '../image/pictures-stand-in.ts';
import type { CommandIo } from './command-io.ts';
import { main } from './main.ts';

export interface Ended {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function runHere(...argv: string[]): Promise<Ended> {
  const written = { out: '', err: '' };
  const io: CommandIo = {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    isTerminal: false,
    columns: () => 80,
    nowSeconds: () => 0,
  };
  return { exitCode: await main(argv, io), ...written };
}

export interface Spawned {
  /** Resolves at the first event that fits; rejects when the process ends before. */
  until(fits: (event: CoreEvent) => boolean): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Runs a command line as a program of its own, with `--json`. */
export function spawnDiptych(...argv: string[]): Spawned {
  const program = fileURLToPath(new URL('../../bin/diptych.js', import.meta.url));
  const child = spawn(process.execPath, [program, ...argv, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { out: '', err: '' };
  child.stderr.on('data', (bytes: Buffer) => void (written.err += bytes.toString()));
  const waiting = new Set<(event: CoreEvent) => void>();
  createInterface(child.stdout).on('line', (line) => {
    written.out += `${line}\n`;
    const event = JSON.parse(line) as CoreEvent;
    for (const look of waiting) look(event);
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (exitCode) => resolve({ exitCode, ...written }));
  });
  return {
    ended,
    kill: (signal) => void child.kill(signal),
    until: (fits) =>
      new Promise((resolve, reject) => {
        const look = (event: CoreEvent) => {
          if (fits(event)) resolve();
        };
        waiting.add(look);
        void ended.then(({ err }) => reject(new Error(`the process ended first: ${err}`)));
      }),
  };
}

/** Folders `a` and `b` with so many different pictures of 32 x 32 pixels. */
export async function pictureFolders(root: string, count: number): Promise<{ a: string; b: string }> {
  const folders = { a: join(root, 'a'), b: join(root, 'b') };
  for (let i = 0; i < count; i++) {
    await writePicture(join(folders.a, `${i}.png`), i, 32, 32);
    await writePicture(join(folders.b, `${i}.png`), 100 + i, 32, 32);
  }
  return folders;
}

/** The smallest networks there are. */
export const tinyNetworks = ['--size', '24', '--filters', '2', '--blocks', '1'];

/** The SHA-256 of all tensors of a run's checkpoint: weights, moments, averages and image pool. */
export function hashOfCheckpoint(library: string, run: string, step: number): string {
  const name = `step-${String(step).padStart(6, '0')}`;
  const bytes = readFileSync(join(library, 'runs', run, 'checkpoints', name, 'state.safetensors'));
  return createHash('sha256').update(bytes).digest('hex');
}

/** Steps and losses of a run as they were written, without the times. */
export function lossesOf(library: string, run: string): readonly string[] {
  const lines = readFileSync(join(library, 'runs', run, 'losses.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const { step, losses } = JSON.parse(line) as { step: number; losses: object };
    return JSON.stringify([step, losses]);
  });
}
