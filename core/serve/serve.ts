import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CoreError } from '../contract/core-error.ts';
import { listPageFiles } from '../files/page-files.ts';
import type { Studio } from '../studio/open-studio.ts';
import { createGate } from './gate.ts';
import { createHttpApi } from './http-api.ts';
import { createOneTimeLinks } from './one-time-link.ts';
import { answer } from './routes.ts';
import { serveSocket } from './rpc-socket.ts';
import { createUploads } from './uploads.ts';

export interface ServeOptions {
  readonly studio: Studio;
  /** The built page. */
  readonly pageFolder: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Takes the place of a random token; at least 16 characters of letters, digits, `-` and `_`. */
  readonly password?: string | undefined;
  readonly onFault: (error: unknown) => void;
}

export interface Serving {
  /** With the token in its fragment, which browsers never send. */
  readonly address: string;
  readonly port: number;
  readonly token: string;
  /** An address without the token that leads to it once, within a minute: for the command line of a browser. */
  oneTimeAddress(): string;
  close(): Promise<void>;
}

/**
 * Serves the app to browsers of this machine. Throws `file-not-found` when the page is not built, `invalid-option` when
 * the host or port cannot be had.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { studio, host, onFault } = options;
  const pageFiles = listPageFiles(options.pageFolder);
  if (!pageFiles.has('/index.html'))
    throw new CoreError(
      'file-not-found',
      `The page of the app is not in "${options.pageFolder}". Run npm run build, then try again.`,
    );
  const server = createServer();
  const port = await listen(server, host, options.port);
  const token = options.password ?? randomBytes(32).toString('base64url');
  const gate = createGate({ token, port, isLoopback: isLoopback(host) });
  const pictureKey = randomBytes(32).toString('base64url');
  const uploads = createUploads(studio.library.uploads, studio.tickets);
  const links = createOneTimeLinks();
  const routes = {
    studio,
    gate,
    pageFiles,
    pictureKey,
    uploads,
    onFault,
    token,
    links,
    api: createHttpApi(studio),
  };
  server.on('request', (request, response) => void answer(routes, request, response));
  const leave = serveSocket(server, gate, studio, onFault);
  return {
    address: `http://${shown(host)}:${port}/#token=${token}`,
    port,
    token,
    oneTimeAddress: () => `http://${shown(host)}:${port}${links.make()}`,
    close: () =>
      new Promise((resolve) => {
        leave();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether only this machine can reach a server that listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new CoreError(
          'invalid-option',
          `Diptych cannot listen at ${host}:${port} (${error.code}). Use another --port, or 0 for a free one.`,
          { host, port },
          { cause: error },
        ),
      ),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Something a browser can open: no wildcard, and IPv6 in brackets. */
function shown(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
