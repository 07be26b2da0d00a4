import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type * as z from 'zod';
import type { BenchCase } from './bench-case.ts';

const trialFile = fileURLToPath(new URL('./trial.ts', import.meta.url));
const program = fileURLToPath(new URL('../bin/diptych.js', import.meta.url));
const longestTrialMs = 60 * 60 * 1000;
const shownErrorLines = 12;

/** What a trial printed, or why it gave nothing. */
export type Outcome<T> = { readonly line: T } | { readonly failure: string };

/**
 * Runs one trial of ours in a process of its own. The process that starts trials stays small: Linux counts its size
 * into the peak memory of its children.
 */
export function spawnOurs<T>(schema: z.ZodType<T>, args: readonly (string | number)[]): Outcome<T> {
  const result = spawnSync(process.execPath, [trialFile, ...args.map(String)], options);
  return read(schema, result);
}

/** Runs one trial of a peer. */
export function spawnPeer<T>(schema: z.ZodType<T>, command: string, benchCase: BenchCase): Outcome<T> {
  const { sizePixels, filters, blocks, repeats } = benchCase;
  const whole = [command, sizePixels, filters, blocks, repeats].join(' ');
  return read(schema, spawnSync(whole, { ...options, shell: true }));
}

/** Seconds that the program takes to say its version: start and end of a command that does nothing. */
export function timeVersionCommand(): Outcome<number> {
  const startMs = performance.now();
  const result = spawnSync(process.execPath, [program, '--version'], options);
  const seconds = (performance.now() - startMs) / 1000;
  return result.status === 0 ? { line: seconds } : { failure: whyFailed(result) };
}

const options = { encoding: 'utf8', timeout: longestTrialMs, maxBuffer: 2 ** 26 } as const;

function read<T>(schema: z.ZodType<T>, result: SpawnSyncReturns<string>): Outcome<T> {
  if (result.status !== 0) return { failure: whyFailed(result) };
  const { success, data, error } = schema.safeParse(lastJson(result.stdout));
  if (success) return { line: data };
  const wrong = error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`).join('; ');
  return { failure: `It printed no such JSON line as expected (${wrong}). ${tail(result.stderr)}`.trim() };
}

/** The last line that is JSON: peers may print other lines before it. */
function lastJson(stdout: string): unknown {
  const text = stdout.split('\n').findLast((line) => line.startsWith('{'));
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined; // the schema says what is missing
  }
}

function whyFailed({ status, signal, error, stderr }: SpawnSyncReturns<string>): string {
  const end = error?.message ?? (signal ? `It was ended by ${signal}.` : `It ended with code ${status}.`);
  return `${end} ${tail(stderr)}`.trim();
}

function tail(stderr: string | null): string {
  return (stderr ?? '').trim().split('\n').slice(-shownErrorLines).join('\n');
}
