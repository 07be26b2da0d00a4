import type { openStudio } from '../core/create-core.ts';
import type { CoreToMain, MainToCore } from './core-messages.ts';

type SpawnEngine = NonNullable<Parameters<typeof openStudio>[0]['spawnEngine']>;
type EngineProcess = ReturnType<SpawnEngine>;

interface Remote {
  processId: number | undefined;
  readonly onMessage: ((message: unknown) => void)[];
  readonly onExit: ((code: number | null, lastWords: string) => void)[];
}

/** Engine processes that the main process starts for the core, each under a number. */
export interface EnginesOfMain {
  readonly spawn: SpawnEngine;
  hear(message: MainToCore): void;
}

export function createEnginesOfMain(send: (message: CoreToMain) => void): EnginesOfMain {
  const remotes = new Map<number, Remote>();
  let last = 0;
  return {
    spawn(name): EngineProcess {
      const engine = ++last;
      const remote: Remote = { processId: undefined, onMessage: [], onExit: [] };
      remotes.set(engine, remote);
      send({ kind: 'start-engine', engine, name });
      return {
        get processId() {
          return remote.processId;
        },
        send: (message) => send({ kind: 'tell-engine', engine, message }),
        onMessage: (listener) => void remote.onMessage.push(listener),
        onExit: (listener) => void remote.onExit.push(listener),
        kill: () => send({ kind: 'kill-engine', engine }),
      };
    },
    hear(message) {
      if (!('engine' in message)) return;
      const remote = remotes.get(message.engine);
      if (remote === undefined) return;
      if (message.kind === 'engine-started') remote.processId = message.processId;
      else if (message.kind === 'engine-said') remote.onMessage.forEach((listen) => listen(message.message));
      else {
        remotes.delete(message.engine);
        remote.onExit.forEach((listen) => listen(message.code, message.lastWords));
      }
    },
  };
}
