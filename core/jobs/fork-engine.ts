import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SpawnEngine } from './engine-process.ts';

export interface ForkOptions {
  /** The file that the process runs; others than the program's own are for tests. */
  readonly entry?: URL;
  /** Flags of Node for the process; what this one was started with is not for it. */
  readonly execArgv?: readonly string[];
  /** Told what the process writes as errors. */
  readonly onLog?: (text: string) => void;
}

const engineMain = new URL('../work/engine-main.ts', import.meta.url);
const keptCharacters = 4000;

/** Starts engine processes as children of a Node process. */
export function forkEngine({ entry = engineMain, execArgv = [], onLog }: ForkOptions = {}): SpawnEngine {
  return (name) => {
    const child = fork(fileURLToPath(entry), [name], {
      execArgv: [...execArgv],
      serialization: 'advanced', // typed arrays cross as they are
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-keptCharacters);
      onLog?.(text);
    });
    return {
      processId: child.pid,
      // To a process that has just died; its exit is told apart.
      send: (message) => void child.send(message as object, () => undefined),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        child.on('error', ({ message }) => child.pid === undefined && listener(null, message));
        child.once('close', (code) => child.pid !== undefined && listener(code, lastWords));
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
