import { describe, expect, expectTypeOf, test } from 'vitest';
import type { TaskContext } from '../work/task.ts';
import { forkStandIn, standInEngines, untilDone } from './engine-stand-in.ts';
import type { TaskOf } from './engines.ts';

/** Resolves when the task says that it has started. */
function started(): { readonly onNews: () => void; readonly begun: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { onNews: () => resolve(), begun: promise };
}

const isAlive = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};

describe('engines: what goes wrong', () => {
  test('S-65 a process that is killed fails one task, and the next one gets a fresh process', async () => {
    const engines = standInEngines();
    await expect(engines.run('preview', 'kill-itself', null, untilDone())).rejects.toMatchObject({
      reason: 'engine-failed',
      message: expect.stringContaining('(preview) was killed') as string,
    });
    expect(await engines.run('preview', 'double', Float32Array.of(2), untilDone())).toEqual(
      Float32Array.of(4),
    );
  });

  test('S-65 a process that exits fails its task with the exit code, and the waiting task is done', async () => {
    const engines = standInEngines();
    const exit = engines.run('preview', 'exit', 3, untilDone());
    const next = engines.run('preview', 'double', Float32Array.of(2), untilDone());
    await expect(exit).rejects.toMatchObject({ reason: 'engine-failed', details: { exitCode: 3 } });
    expect(await next).toEqual(Float32Array.of(4));
  });

  test('S-65 a process that hangs is killed when it has said nothing for as long as was allowed', async () => {
    const engines = standInEngines();
    await expect(
      engines.run('preview', 'hang', 60_000, { ...untilDone(), silenceMs: 1500 }),
    ).rejects.toMatchObject({ reason: 'engine-failed', message: expect.stringContaining('1.5 s') as string });
    expect(engines.processIds()).toEqual([]);
  });

  test('S-65 a process that says garbage is ended, and the next task is done', async () => {
    const engines = standInEngines();
    await expect(engines.run('preview', 'garbage', null, untilDone())).rejects.toMatchObject({
      reason: 'engine-failed',
    });
    expect(await engines.run('preview', 'double', Float32Array.of(2), untilDone())).toEqual(
      Float32Array.of(4),
    );
  });

  test('S-65 what is not a number arrives as it is', async () => {
    const output = await standInEngines().run('preview', 'double', Float32Array.of(NaN), untilDone());
    expect(output).toEqual(Float32Array.of(NaN));
  });

  test('a process that runs out of memory says so', async () => {
    await expect(standInEngines().run('trainer', 'eat-memory', null, untilDone())).rejects.toMatchObject({
      reason: 'out-of-memory',
    });
  });

  test('a process that cannot be started fails its task', async () => {
    const engines = standInEngines({
      spawn: () => {
        throw new Error('too many processes');
      },
    });
    await expect(engines.run('preview', 'process-id', null, untilDone())).rejects.toMatchObject({
      reason: 'engine-failed',
      message: expect.stringContaining('too many processes') as string,
    });
  });

  test('an input that is no plain data is refused', async () => {
    const input = (() => 1) as unknown as null;
    await expect(standInEngines().run('preview', 'process-id', input, untilDone())).rejects.toThrow('cloned');
  });

  test('what a task throws arrives with its reason and details', async () => {
    await expect(standInEngines().run('pictures', 'refuse', 'Full.', untilDone())).rejects.toMatchObject({
      reason: 'disk-full',
      message: 'Full.',
      details: { neededBytes: 5 },
    });
  });

  test('a listener that throws ends the task with what it threw', async () => {
    const engines = standInEngines();
    const onNews = () => {
      throw new Error('the catalog is full');
    };
    await expect(engines.run('trainer', 'steps', null, { ...untilDone(), onNews })).rejects.toThrow(
      'is full',
    );
    expect(engines.processIds()).toEqual([]);
  });
});

describe('engines: stopping', () => {
  test('a task that waits is cancelled at once, and the one before it goes on', async () => {
    const engines = standInEngines();
    const stopping = new AbortController();
    const first = engines.run('preview', 'double', Float32Array.of(1), untilDone());
    const second = engines.run('preview', 'hang', 60_000, { signal: stopping.signal });
    stopping.abort('cancel');
    await expect(second).rejects.toMatchObject({ reason: 'cancelled' });
    expect(await first).toEqual(Float32Array.of(2));
  });

  test('S-67 a task that cooperates is cancelled within two seconds and keeps its process', async () => {
    const engines = standInEngines();
    const stopping = new AbortController();
    const { onNews, begun } = started();
    const run = engines.run('preview', 'until-stopped', 0, { signal: stopping.signal, onNews });
    await begun;
    const [processId] = engines.processIds();
    const startMs = performance.now();
    stopping.abort('cancel');
    await expect(run).rejects.toMatchObject({ reason: 'cancelled' });
    expect(performance.now() - startMs).toBeLessThan(2000);
    expect(engines.processIds()).toEqual([processId]);
  });

  test('S-67 a task that does not cooperate is killed, and its process is gone by then', async () => {
    const engines = standInEngines({ killAfterMs: 300 });
    const stopping = new AbortController();
    const { onNews, begun } = started();
    const run = engines.run('preview', 'hang', 60_000, { signal: stopping.signal, onNews });
    await begun;
    const [processId] = engines.processIds();
    stopping.abort('cancel');
    await expect(run).rejects.toMatchObject({ reason: 'cancelled' });
    expect(isAlive(processId!)).toBe(false);
  });

  test('a pause waits for the task to save, however long that takes', async () => {
    const engines = standInEngines({ killAfterMs: 100 });
    const stopping = new AbortController();
    const { onNews, begun } = started();
    const run = engines.run('trainer', 'until-stopped', 600, { signal: stopping.signal, onNews });
    await begun;
    stopping.abort('pause');
    expect(await run).toEqual({ saved: 'everything' });
  });

  test('closing ends every process, and what they did fails with `cancelled`', async () => {
    const engines = standInEngines();
    const { onNews, begun } = started();
    const run = engines.run('trainer', 'hang', 60_000, { ...untilDone(), onNews });
    const isRefused = expect(run).rejects.toMatchObject({ reason: 'cancelled' });
    await begun;
    const [processId] = engines.processIds();
    await engines.close();
    await isRefused;
    expect(isAlive(processId!)).toBe(false);
    await expect(engines.run('preview', 'process-id', null, untilDone())).rejects.toMatchObject({
      reason: 'library-closed',
    });
  });
});

describe('engines', () => {
  test('each is a process of its own, used again for the next task', async () => {
    const engines = standInEngines();
    const id = (engine: 'preview' | 'trainer') => engines.run(engine, 'process-id', null, untilDone());
    const ids = [await id('preview'), await id('trainer'), await id('preview')];
    expect(ids[0]).toBe(ids[2]);
    expect(new Set([...ids, process.pid]).size).toBe(3);
    expect(engines.processIds()).toEqual(ids.slice(0, 2));
  });

  test('a process without work ends by itself', async () => {
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    const engines = standInEngines({
      idleMs: 1,
      spawn: (name) => {
        const process = forkStandIn(name);
        process.onExit(() => resolve());
        return process;
      },
    });
    await engines.run('preview', 'process-id', null, untilDone());
    await gone;
    expect(engines.processIds()).toEqual([]);
  });
});

test('engines: a task and its types are found by its name', () => {
  type Task = { readonly run: (input: string, context: TaskContext<number, 'save'>) => Promise<boolean> };
  type Found = TaskOf<{ readonly one: () => Promise<Task> }, 'one'>;
  expectTypeOf<Found>().toEqualTypeOf<{
    readonly input: string;
    readonly output: boolean;
    readonly news: number;
    readonly request: 'save';
  }>();
  type Silent = TaskOf<
    { readonly one: () => Promise<{ readonly run: (input: null, context: TaskContext) => Promise<void> }> },
    'one'
  >;
  expectTypeOf<Silent['news']>().toEqualTypeOf<never>();
  expectTypeOf<Silent['input']>().toEqualTypeOf<null>();
});
