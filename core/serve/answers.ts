import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { CoreError } from '../contract/core-error.ts';
import { failureOf } from '../contract/failure.ts';

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...always, 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

export function answerNothing(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...always, 'content-type': 'text/plain', 'cache-control': 'no-store' });
  response.end();
}

/** Leads to another address of this server. */
export function answerElsewhere(response: ServerResponse, location: string): void {
  response.writeHead(303, { ...always, location, 'cache-control': 'no-store' });
  response.end();
}

/** A failure as the page shows it. */
export function answerFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  answerJson(response, error instanceof CoreError ? 422 : 500, failureOf(error));
}

/** Sends a file with a tag by which a browser that has it already is told so. 404 when it is gone. */
export async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile()) return answerNothing(response, 404);
  const etag = `"${facts.size.toString(36)}-${Math.trunc(facts.mtimeMs).toString(36)}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { ...always, ...headers, etag });
    return void response.end();
  }
  response.writeHead(200, { ...always, ...headers, etag, 'content-length': facts.size });
  if (request.method === 'HEAD') return void response.end();
  await pipeline(createReadStream(path), response).catch(() => response.destroy()); // the browser has left
}
