import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EngineAnswer, EngineOrder } from './engine-messages.ts';

/** How an engine process and the one that started it speak. */
export interface EnginePort {
  /** Resolves when this process would notice that its parent has gone; no task starts before. */
  readonly isWatched: Promise<unknown>;
  send(answer: EngineAnswer): void;
  onOrder(listener: (order: EngineOrder) => void): void;
}

/** Electron's utility processes speak through this instead of Node's channel. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Runs in a thread, for a native step may keep this process from hearing for seconds that its parent has gone. */
const watchParent = `
const { workerData: parent } = require('node:worker_threads');
const isGone = () => {
  if (process.platform !== 'win32') return process.ppid !== parent;
  try { process.kill(parent, 0); return false; } catch { return true; }
};
setInterval(() => { if (isGone()) process.kill(process.pid, 'SIGKILL'); }, 250);
`;

/**
 * The way to the process that started this one, under Node and in Electron. When that process goes away, however it
 * ends, so does this one, at once: it owns nothing that would have to be put in order.
 */
export function parentPort(): EnginePort {
  const die = () => process.kill(process.pid, 'SIGKILL');
  // A terminal sends Ctrl+C to all its processes; the parent decides what becomes of the work.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const watch = new Worker(watchParent, { eval: true, execArgv: [], workerData: process.ppid });
  watch.unref();
  const isWatched = once(watch, 'online');
  const { parentPort: port } = process as { readonly parentPort?: ParentPort };
  if (port !== undefined)
    return {
      isWatched,
      send: (answer) => port.postMessage(answer),
      onOrder: (listener) => port.on('message', ({ data }) => listener(data as EngineOrder)),
    };
  process.on('disconnect', die);
  return {
    isWatched,
    send: (answer) => void process.send?.(answer),
    onOrder: (listener) => void process.on('message', (order: EngineOrder) => listener(order)),
  };
}
