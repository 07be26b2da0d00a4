import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, test } from 'vitest';
import type { Contract } from '../core/contract/contract.ts';
import { temporaryFolder } from '../core/files/temporary-folder-stand-in.ts';
import { forkEngine } from '../core/jobs/fork-engine.ts';
import type { CoreToMain, MainToCore } from './core-messages.ts';

type Engine = ReturnType<ReturnType<typeof forkEngine>>;

/** The main process as the core process sees it: it starts real engines and hands over real ports. */
class MainStandIn extends EventEmitter {
  readonly #engines = new Map<number, Engine>();
  readonly #waiting: ((message: CoreToMain) => void)[] = [];

  postMessage(message: CoreToMain): void {
    if (message.kind === 'start-engine') this.#start(message.engine, message.name);
    else if (message.kind === 'tell-engine') this.#engines.get(message.engine)?.send(message.message);
    else if (message.kind === 'kill-engine') this.#engines.get(message.engine)?.kill();
    else this.#waiting.shift()?.(message);
  }

  tell(message: MainToCore, ports: readonly unknown[] = []): void {
    this.emit('message', { data: message, ports });
  }

  /** Tells something and resolves with the next message that is not about engines. */
  ask(message: MainToCore): Promise<CoreToMain> {
    const answer = new Promise<CoreToMain>((resolve) => this.#waiting.push(resolve));
    this.tell(message);
    return answer;
  }

  #start(engine: number, name: string): void {
    const child = forkEngine()(name);
    this.#engines.set(engine, child);
    child.onMessage((message) => this.tell({ kind: 'engine-said', engine, message }));
    child.onExit((code, lastWords) => this.tell({ kind: 'engine-gone', engine, code, lastWords }));
    this.tell({ kind: 'engine-started', engine, processId: child.processId });
  }
}

test('core process: it opens a library, answers the main process, serves a page by port and closes', async () => {
  const main = new MainStandIn();
  Object.assign(process, { parentPort: main });
  await import('./core-process.ts');
  const resourcesFolder = fileURLToPath(new URL('../resources', import.meta.url));
  const libraryFolder = join(temporaryFolder(), 'library');
  expect(await main.ask({ kind: 'open', resourcesFolder, libraryFolder })).toEqual({ kind: 'opened' });

  const paths = [fileURLToPath(import.meta.url), '/nowhere/at/all'];
  const minted = await main.ask({ kind: 'ask', number: 1, what: 'mint', input: { paths } });
  expect(minted).toMatchObject({
    kind: 'answer',
    number: 1,
    output: [{ name: 'core-process.test.ts', kind: 'file' }],
  });
  const lost = await main.ask({ kind: 'ask', number: 2, what: 'exported', input: { jobId: 12345 } });
  expect(lost).toMatchObject({ kind: 'failed', number: 2 });

  const { port1, port2 } = new MessageChannel();
  const page = {
    postMessage: (data: unknown) => port2.postMessage(data),
    start: () => undefined,
    on: listen,
  };
  function listen(event: string, listener: (message: { readonly data: unknown }) => void): void {
    if (event === 'message') port2.on('message', (data) => listener({ data }));
  }
  main.tell({ kind: 'page' }, [page]);
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port1 }));
  const { host, methods } = await client.app.facts(); // asks an engine of the main process
  expect([host, methods[0]?.id]).toEqual(['electron', 'cyclegan']);
  const picture = new File(['pixels'], 'image.png', { type: 'image/png' }); // of the clipboard (A4)
  expect(await client.app.keepPasted({ picture })).toMatchObject({ name: 'image.png', kind: 'file' });
  port1.close();

  expect(await main.ask({ kind: 'ask', number: 3, what: 'close', input: {} })).toEqual({
    kind: 'answer',
    number: 3,
    output: {},
  });
});
