import type { MessagePortMain, UtilityProcess } from 'electron';
import type { CoreQuestions, CoreToMain, MainToCore, QuestionName } from './core-messages.ts';

export interface CoreHostOptions {
  /** Starts a script as a utility process; `stderr` is piped. */
  readonly fork: (script: string, parameters: readonly string[]) => UtilityProcess;
  readonly coreScript: string;
  readonly engineScript: string;
  readonly resourcesFolder: string;
  readonly libraryFolder?: string | undefined;
  /** Puts a file or folder into the trash of the system; rejects where it does not take it. */
  readonly trash: (path: string) => Promise<void>;
  /** Called once, when the library cannot be taken. */
  readonly onRefused: (message: string) => void;
  /** Called when the core process is gone although nobody closed it. */
  readonly onGone: () => void;
}

/** The core process as the main process uses it. */
export interface CoreHost {
  /** Gives a page its way to the core. */
  connect(port: MessagePortMain): void;
  /** Rejects with the core's words, or when the core process is gone. */
  ask<Name extends QuestionName>(
    what: Name,
    input: CoreQuestions[Name]['input'],
  ): Promise<CoreQuestions[Name]['output']>;
  /** Stops work so that it can go on later, and ends the process and its engines. */
  close(): Promise<void>;
}

type Asked = PromiseWithResolvers<unknown>;
const keptCharacters = 4000;
/** A core that does not answer while closing is ended after so long. */
const closingMs = 10_000;

export function startCore(options: CoreHostOptions): CoreHost {
  const core = options.fork(options.coreScript, []);
  const asked = new Map<number, Asked>();
  const engines = new Map<number, UtilityProcess>();
  const state = { last: 0, isClosing: false };
  const send = (message: MainToCore, ports: MessagePortMain[] = []) => core.postMessage(message, ports);
  core.on('message', (data: unknown) => {
    const message = data as CoreToMain;
    if (message.kind === 'refused') options.onRefused(message.message);
    else if (message.kind === 'answer' || message.kind === 'failed') settle(asked, message);
    else if (message.kind === 'trash') void moveToTrash(options, message, send);
    else if (message.kind === 'start-engine') startEngine(options, message, engines, send);
    else if (message.kind === 'tell-engine') engines.get(message.engine)?.postMessage(message.message);
    else if (message.kind === 'kill-engine') engines.get(message.engine)?.kill();
  });
  core.once('exit', () => {
    for (const engine of engines.values()) engine.kill();
    for (const { reject } of asked.values()) reject(new Error('The core of Diptych has ended.'));
    asked.clear();
    if (!state.isClosing) options.onGone();
  });
  const { libraryFolder, resourcesFolder } = options;
  send({ kind: 'open', libraryFolder, resourcesFolder });
  const ask: CoreHost['ask'] = (what, input) => {
    const answer = Promise.withResolvers<unknown>();
    asked.set(++state.last, answer);
    send({ kind: 'ask', number: state.last, what, input });
    return answer.promise as Promise<CoreQuestions[typeof what]['output']>;
  };
  return {
    connect: (port) => send({ kind: 'page' }, [port]),
    ask,
    async close() {
      state.isClosing = true;
      const tooLate = setTimeout(() => core.kill(), closingMs);
      await ask('close', {}).catch(() => undefined); // it is gone, or was never open
      clearTimeout(tooLate);
      core.kill();
    },
  };
}

function settle(
  asked: Map<number, Asked>,
  message: Extract<CoreToMain, { kind: 'answer' } | { kind: 'failed' }>,
): void {
  const answer = asked.get(message.number);
  asked.delete(message.number);
  if (message.kind === 'answer') answer?.resolve(message.output);
  else answer?.reject(new Error(message.message));
}

async function moveToTrash(
  { trash }: CoreHostOptions,
  { number, path }: Extract<CoreToMain, { kind: 'trash' }>,
  send: (message: MainToCore) => void,
): Promise<void> {
  const isTaken = await trash(path).then(
    () => true,
    () => false,
  );
  send({ kind: 'trash-answer', number, isTaken });
}

function startEngine(
  { fork, engineScript }: CoreHostOptions,
  { engine: number, name }: Extract<CoreToMain, { kind: 'start-engine' }>,
  engines: Map<number, UtilityProcess>,
  send: (message: MainToCore) => void,
): void {
  const engine = fork(engineScript, [name]);
  engines.set(number, engine);
  let lastWords = '';
  engine.stderr?.on('data', (bytes: Buffer) => {
    lastWords = (lastWords + bytes.toString()).slice(-keptCharacters);
  });
  engine.once('spawn', () => send({ kind: 'engine-started', engine: number, processId: engine.pid }));
  engine.on('message', (message: unknown) => send({ kind: 'engine-said', engine: number, message }));
  engine.once('exit', (code: number) => {
    engines.delete(number);
    send({ kind: 'engine-gone', engine: number, code, lastWords });
  });
}
