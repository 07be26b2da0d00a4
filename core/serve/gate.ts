import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Who may ask this server: only pages that it gave out itself, and only with its token. */
export interface Gate {
  /** Whether the request was meant for this server by a page of this server. */
  isOurs(request: IncomingMessage): boolean;
  hasToken(request: IncomingMessage): boolean;
  /** The token as a sub-protocol of a socket, because a page cannot set headers there. */
  hasSocketToken(request: IncomingMessage): boolean;
}

/**
 * `Host` is compared because a foreign name may be made to resolve to this machine (DNS rebinding), `Origin` because any
 * page may send requests here. Where the server listens beyond this machine, `Host` may be any address, but no name.
 */
export function createGate({
  token,
  port,
  isLoopback,
}: {
  readonly token: string;
  readonly port: number;
  readonly isLoopback: boolean;
}): Gate {
  const names = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
  const isOurName = (host: string) => names.has(host) || (!isLoopback && isAddressWithPort(host, port));
  const wanted = digest(token);
  const isToken = (given: string | undefined) =>
    given !== undefined && timingSafeEqual(digest(given), wanted);
  return {
    isOurs({ headers: { host, origin } }) {
      if (host === undefined || !isOurName(host)) return false;
      return origin === undefined || origin === `http://${host}`;
    },
    hasToken: ({ headers: { authorization } }) => isToken(/^Bearer ([\w-]+)$/.exec(authorization ?? '')?.[1]),
    hasSocketToken({ headers }) {
      const [name, given, ...more] = (headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
      return name === 'diptych' && more.length === 0 && isToken(given);
    },
  };
}

/** Of one length, so that comparing takes the same time whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function isAddressWithPort(host: string, port: number): boolean {
  const found = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(host);
  return found !== null && isIP(found[1] ?? found[2] ?? '') !== 0 && Number(found[3]) === port;
}
