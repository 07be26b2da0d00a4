import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { CoreError } from '../contract/core-error.ts';
import type { TaskContext, TaskTable } from '../work/task.ts';

const task =
  <I, O, N = never, R = never>(run: (input: I, context: TaskContext<N, R>) => Promise<O>) =>
  () =>
    Promise.resolve({ run });

const busyWait = (ms: number) => {
  for (const start = performance.now(); performance.now() - start < ms;);
};

/** Tasks that do as they should, and tasks that misbehave on command. */
export const standInTasks = {
  double: task(async (values: Float32Array) => values.map((value) => value * 2)),
  'process-id': task(async (_: null) => process.pid),
  refuse: task(async (message: string): Promise<never> => {
    throw new CoreError('disk-full', message, { neededBytes: 5 });
  }),
  exit: task(async (code: number): Promise<never> => process.exit(code)),
  'kill-itself': task(async (_: null): Promise<void> => void process.kill(process.pid, 'SIGKILL')),
  'eat-memory': task(async (_: null): Promise<number> => {
    const eaten: string[][] = [];
    for (;;) eaten.push(Array.from({ length: 100_000 }, (_one, i) => `${eaten.length} ${i}`));
  }),
  garbage: task(async (_: null): Promise<void> => {
    process.send?.('what?');
    await setTimeout(60_000);
  }),
  /** Works on in native manner: hears nothing for so long. */
  hang: task(async (ms: number, { tell }: TaskContext<'started'>): Promise<void> => {
    tell('started');
    await setTimeout(20);
    busyWait(ms);
  }),
  /** Ends as soon as it is asked to, saying why; `pause` takes it a moment. */
  'until-stopped': task(
    async (saveMs: number, { signal, tell }: TaskContext<'started'>): Promise<{ readonly saved: string }> => {
      tell('started');
      if (!signal.aborted) await once(signal, 'abort');
      if (signal.reason !== 'pause') throw signal.reason;
      await setTimeout(saveMs);
      return { saved: 'everything' };
    },
  ),
  /** Goes on step by step, telling each; ends at the request `enough`. */
  steps: task(
    async (_: null, { signal, tell, turn, onRequest }: TaskContext<number, 'enough'>): Promise<number> => {
      let isEnough = false;
      let step = 0;
      onRequest(() => (isEnough = true));
      while (!isEnough && !signal.aborted) {
        await turn();
        tell(++step);
        await setTimeout(5);
      }
      return step;
    },
  ),
} as const satisfies TaskTable;
