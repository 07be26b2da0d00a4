import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { openStudio } from '../create-core.ts';
import { testTrash } from '../files/system-trash-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import type { Studio } from '../studio/open-studio.ts';
import { serve } from './serve.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface TestServer {
  readonly studio: Studio;
  readonly port: number;
  readonly token: string;
  readonly address: string;
  /** As a browser on this machine asks; headers given replace those. */
  ask(path: string, asking?: Asking): Promise<Answer>;
  /** With the token. */
  askWithToken(path: string, asking?: Asking): Promise<Answer>;
  /** Opens the socket: `open`, or the status it was refused with. */
  connect(
    protocols: readonly string[],
    headers?: Readonly<Record<string, string>>,
  ): Promise<number | WebSocket>;
  readonly faults: readonly unknown[];
}

/** A real server over a real library in a temporary folder, with a small page. */
export async function startServer(): Promise<TestServer> {
  const root = temporaryFolder();
  const pageFolder = join(root, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), '<title>Diptych</title>');
  writeFileSync(join(pageFolder, 'assets/page.js'), 'export {};');
  writeFileSync(join(root, 'secret.html'), 'secret');
  const faults: unknown[] = [];
  const onFault = (error: unknown) => void faults.push(error);
  const resourcesFolder = fileURLToPath(new URL('../../resources', import.meta.url));
  const libraryFolder = join(root, 'library');
  const studio = await openStudio({
    ...{ libraryFolder, resourcesFolder, host: 'browser', onFault },
    systemTrash: testTrash().trash,
  });
  const serving = await serve({ studio, pageFolder, host: '127.0.0.1', port: 0, onFault });
  onTestFinished(async () => {
    await serving.close();
    await studio.close();
  });
  const { port, token, address } = serving;
  const ask = (path: string, asking: Asking = {}) => send(port, path, asking);
  const bearer = { authorization: `Bearer ${token}` };
  return {
    studio,
    port,
    token,
    address,
    ask,
    askWithToken: (path, asking = {}) => ask(path, { ...asking, headers: { ...bearer, ...asking.headers } }),
    connect: (protocols, headers = {}) => connect(port, protocols, headers),
    faults,
  };
}

function send(port: number, path: string, { method = 'GET', headers = {}, body }: Asking): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => void chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

function connect(
  port: number,
  protocols: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<number | WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, [...protocols], { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, { statusCode = 0 }) => {
      resolve(statusCode);
      socket.terminate();
    });
    socket.once('error', reject);
    onTestFinished(() => socket.terminate());
  });
}
