import { setImmediate } from 'node:timers/promises';
import { CoreError } from '../contract/core-error.ts';
import type { EngineOrder } from './engine-messages.ts';
import type { EnginePort } from './engine-port.ts';
import { plainError } from './plain-error.ts';
import type { RunTask, TaskContext, TaskTable } from './task.ts';

type AnyContext = TaskContext<unknown, unknown>;

/** A task while it runs. */
interface Running {
  readonly run: number;
  readonly stopping: AbortController;
  readonly request: (request: unknown) => void;
}

/** Does what a parent process asks for, one task at a time. */
export function serveTasks(port: EnginePort, tasks: TaskTable): void {
  const gate = createGate();
  const keep = createMemory();
  let running: Running | undefined;
  const start = async ({ run, task, input }: Extract<EngineOrder, { kind: 'run' }>) => {
    const stopping = new AbortController();
    const requests = createInbox();
    running = { run, stopping, request: requests.send };
    const { signal } = stopping;
    const context: AnyContext = {
      signal,
      tell: (news) => port.send({ kind: 'news', run, news }),
      turn: () => gate.turn(signal),
      onRequest: requests.listen,
      keep,
    };
    try {
      port.send({ kind: 'done', run, output: await perform(port, tasks, { task, input }, context) });
    } catch (error) {
      port.send({ kind: 'failed', run, error: plainError(signal.aborted ? asCancelled(error) : error) });
    }
  };
  port.onOrder((order) => {
    if (order.kind === 'run') void start(order);
    else if (order.kind === 'hold') gate.hold(order.isHeld);
    else if (order.run !== running?.run) return;
    else if (order.kind === 'abort') running.stopping.abort(order.reason);
    else running.request(order.request);
  });
}

async function perform(
  { isWatched }: EnginePort,
  tasks: TaskTable,
  { task, input }: { readonly task: string; readonly input: unknown },
  context: AnyContext,
): Promise<unknown> {
  const load = tasks[task];
  if (load === undefined) throw new Error(`There is no task "${task}".`);
  const [{ run }] = await Promise.all([load(), isWatched]);
  return await (run as RunTask<unknown, unknown, unknown, unknown>)(input, context);
}

/** What libraries throw at an aborted signal says no more than that. */
function asCancelled(error: unknown): unknown {
  if (error instanceof CoreError) return error;
  return new CoreError('cancelled', 'Stopped as asked.', {}, { cause: error });
}

/** Lets work through while nothing of a higher priority wants the processor. */
function createGate(): { hold(isHeld: boolean): void; turn(signal: AbortSignal): Promise<void> } {
  let open: PromiseWithResolvers<void> | undefined;
  return {
    hold(isHeld) {
      if (isHeld) open ??= Promise.withResolvers();
      else {
        open?.resolve();
        open = undefined;
      }
    },
    async turn(signal) {
      await setImmediate(); // what this process was told meanwhile is heard here
      while (open !== undefined && !signal.aborted) {
        const stopped = Promise.withResolvers<void>();
        signal.addEventListener('abort', () => stopped.resolve(), { once: true });
        await Promise.race([open.promise, stopped.promise]);
      }
    },
  };
}

function createMemory(): AnyContext['keep'] {
  const kept = new Map<string, unknown>();
  return <Kept>(name: string, make: () => Kept) => {
    if (!kept.has(name)) kept.set(name, make());
    return kept.get(name) as Kept; // names belong to one maker each
  };
}

function createInbox(): {
  send(request: unknown): void;
  listen(listener: (request: unknown) => void): void;
} {
  const early: unknown[] = [];
  let listener: ((request: unknown) => void) | undefined;
  return {
    send(request) {
      if (listener === undefined) early.push(request);
      else listener(request);
    },
    listen(next) {
      listener = next;
      for (const request of early.splice(0)) next(request);
    },
  };
}
