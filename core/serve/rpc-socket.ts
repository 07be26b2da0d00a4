import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Studio } from '../studio/open-studio.ts';
import type { Gate } from './gate.ts';

/** Pictures and files go by their own addresses, so a message is never large. */
const mostMessageBytes = 2 ** 20;

/** Serves the contract on `/rpc`; returns how to leave all pages at once. */
export function serveSocket(
  server: Server,
  gate: Gate,
  { router }: Studio,
  onFault: (error: unknown) => void,
): () => void {
  const handler = new RPCHandler(router);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostMessageBytes,
    handleProtocols: () => 'diptych',
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (request.url !== '/rpc' || !gate.isOurs(request) || !gate.hasSocketToken(request)) {
      stream.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => socket.terminate()); // e.g. a message that is too large
      void handler.upgrade({
        addEventListener: socket.addEventListener.bind(socket),
        send: (message: string | Uint8Array) => {
          const sizeBytes = Buffer.byteLength(message);
          if (sizeBytes > mostMessageBytes) onFault(new Error(`An answer has ${sizeBytes} bytes; page it.`));
          socket.send(message);
        },
      });
    });
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}
