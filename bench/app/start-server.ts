import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the event loop of the core did in one second. */
export interface LoopSecond {
  readonly atMs: number;
  readonly waitMs: number;
  /** By processor time. */
  readonly turnMs: number;
}

export interface Server {
  readonly address: string;
  /** From the start of the process to its address. */
  readonly startMs: number;
  loop(): readonly LoopSecond[];
  close(): Promise<void>;
}

/** `diptych serve` on a library, as a person starts it. */
export async function startServer(libraryFolder: string, scratch: string): Promise<Server> {
  const startedMs = performance.now();
  const log = join(scratch, `loop-${process.hrtime.bigint()}.log`);
  const core = spawn(
    process.execPath,
    ['bin/diptych.js', '--library', libraryFolder, '--json', 'serve', '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        DIPTYCH_LOOP_LOG: log,
        NODE_OPTIONS: `--import=${new URL('./loop-spy.ts', import.meta.url).href}`,
      },
    },
  );
  const address = await addressOf(core);
  return {
    address,
    startMs: performance.now() - startedMs,
    loop: () => (existsSync(log) ? secondsOf(readFileSync(log, 'utf8')) : []),
    async close() {
      if (core.exitCode !== null || core.signalCode !== null) return;
      const gone = once(core, 'exit');
      core.kill('SIGINT');
      await gone;
    },
  };
}

function secondsOf(log: string): readonly LoopSecond[] {
  const lines = log.split('\n').filter((line) => line.endsWith('}'));
  return lines.map((line) => JSON.parse(line) as LoopSecond);
}

async function addressOf(core: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: core.stdout! })) {
    const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(line)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error('The core ended without saying its address.');
}
