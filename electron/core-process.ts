import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain, ParentPort } from 'electron';
import { openStudio } from '../core/create-core.ts';
import type { CoreQuestions, CoreToMain, MainToCore, QuestionName } from './core-messages.ts';
import { createEnginesOfMain } from './engines-of-main.ts';
import { createTrashOfMain } from './trash-of-main.ts';

type Studio = Awaited<ReturnType<typeof openStudio>>;
type Answers = {
  readonly [Name in QuestionName]: (
    input: CoreQuestions[Name]['input'],
  ) => Promise<CoreQuestions[Name]['output']>;
};

// The core in a utility process of its own: a page that hangs or a dialog that is open keeps no work from going on.
const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
const send = (message: CoreToMain) => parentPort.postMessage(message);
const engines = createEnginesOfMain(send);
const trash = createTrashOfMain(send);
const opened = Promise.withResolvers<Studio>();
opened.promise.catch(() => undefined); // told as `refused`

parentPort.on('message', ({ data, ports }) => {
  const message = data as MainToCore;
  if (message.kind === 'open') void open(message);
  else if (message.kind === 'page') void connectPage(ports[0]);
  else if (message.kind === 'ask') void answer(message);
  else if (message.kind === 'trash-answer') trash.hear(message);
  else engines.hear(message);
});

async function open({
  libraryFolder,
  resourcesFolder,
}: Extract<MainToCore, { kind: 'open' }>): Promise<void> {
  try {
    const studio = await openStudio({
      libraryFolder,
      resourcesFolder,
      host: 'electron',
      spawnEngine: engines.spawn,
      // The trash of Linux desktops is filled without their help, which starts a process for every file.
      ...(process.platform === 'linux' ? {} : { systemTrash: trash.trash }),
      onFault: (error) => console.error(error),
    });
    opened.resolve(studio);
    studio.warmUp();
    send({ kind: 'opened' });
  } catch (error) {
    opened.reject(error);
    send({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
  }
}

async function connectPage(port: MessagePortMain | undefined): Promise<void> {
  if (port === undefined) return;
  const { router } = await opened.promise;
  new RPCHandler(router).upgrade(port);
  port.start();
}

async function answer({ number, what, input }: Extract<MainToCore, { kind: 'ask' }>): Promise<void> {
  try {
    const answers = answersOf(await opened.promise) as Readonly<
      Record<string, (input: unknown) => Promise<unknown>>
    >;
    send({ kind: 'answer', number, output: await answers[what]?.(input) });
  } catch (error) {
    send({ kind: 'failed', number, message: error instanceof Error ? error.message : String(error) });
  }
}

function answersOf(studio: Studio): Answers {
  return {
    picture: ({ address }) => studio.servePicture(address, new AbortController().signal),
    mint: ({ paths }) => studio.mint(paths),
    exported: ({ jobId }) => studio.exported(jobId),
    runningJobs: async () => studio.quitting.running(),
    finishRunning: () => studio.quitting.finishRunning(),
    async stay() {
      studio.quitting.stay();
      return {};
    },
    async cancelRunning() {
      await studio.quitting.cancelRunning();
      return {};
    },
    close: async () => {
      await studio.close();
      return {};
    },
  };
}
