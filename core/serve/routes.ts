import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentSecurityPolicy } from '../contract/content-security-policy.ts';
import { isSuspiciousUrl, type PageFiles } from '../files/page-files.ts';
import type { Studio } from '../studio/open-studio.ts';
import { answerElsewhere, answerFailure, answerFile, answerJson, answerNothing } from './answers.ts';
import type { Gate } from './gate.ts';
import { apiPath, type HttpApi } from './http-api.ts';
import { oneTimePath, type OneTimeLinks } from './one-time-link.ts';
import type { Uploads } from './uploads.ts';

export interface RouteOptions {
  readonly studio: Studio;
  readonly gate: Gate;
  readonly pageFiles: PageFiles;
  readonly pictureKey: string;
  readonly uploads: Uploads;
  readonly onFault: (error: unknown) => void;
  readonly token: string;
  readonly links: OneTimeLinks;
  readonly api: HttpApi;
}

type Route = (options: RouteOptions, request: IncomingMessage, response: ServerResponse, url: URL) => unknown;

/** Answers everything but the socket: the page, its session, pictures and uploads. */
export async function answer(
  options: RouteOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const given = request.url ?? '/';
    if (!options.gate.isOurs(request)) return answerNothing(response, 403);
    if (isSuspiciousUrl(given.split('?')[0]!) || !given.startsWith('/')) return answerNothing(response, 404);
    const url = new URL(`http://diptych${given.startsWith('//') ? '/' : given}`);
    await routeOf(url.pathname)(options, request, response, url);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'CoreError')) options.onFault(error);
    answerFailure(response, error);
  }
}

function routeOf(path: string): Route {
  if (path === `${apiPath}/openapi.json`) return withToken('GET', apiDescription);
  if (path.startsWith(`${apiPath}/`)) return withToken('POST', api);
  if (path === '/session') return withToken('GET', session);
  if (path.startsWith('/p/')) return picture;
  if (oneTimePath.test(path)) return oneTimeLink;
  if (path === '/uploads') return withToken('POST', openUpload);
  if (/^\/uploads\/[\w-]+$/.test(path)) return withToken('PUT', putUpload);
  if (/^\/uploads\/[\w-]+\/close$/.test(path)) return withToken('POST', closeUpload);
  return page;
}

function withToken(method: string, route: Route): Route {
  return (options, request, response, url) => {
    if (!options.gate.hasToken(request)) return answerNothing(response, 403);
    if (request.method !== method) return answerNothing(response, 405);
    return route(options, request, response, url);
  };
}

const session: Route = ({ pictureKey }, _request, response) =>
  answerJson(response, 200, { pictureRoot: `/p/${pictureKey}/` });

const apiDescription: Route = async ({ api }, _request, response) =>
  answerJson(response, 200, await api.describe());

const api: Route = async ({ api }, request, response) => {
  if (!(await api.answer(request, response))) answerNothing(response, 404);
};

const openUpload: Route = async ({ uploads }, _request, response) =>
  answerJson(response, 200, await uploads.open());

const putUpload: Route = async ({ uploads }, request, response, url) => {
  await uploads.put(url.pathname.split('/')[2]!, url.searchParams.get('path') ?? '', request);
  answerNothing(response, 204);
};

const closeUpload: Route = ({ uploads }, _request, response, url) =>
  answerJson(
    response,
    200,
    uploads.close(url.pathname.split('/')[2]!, Number(url.searchParams.get('files'))),
  );

/** Leads to the page with its token; a link that was used tells nothing, not even that it was one. */
const oneTimeLink: Route = ({ links, token }, request, response, { pathname }) => {
  if (request.method !== 'GET') return answerNothing(response, 405);
  if (!links.take(pathname)) return answerNothing(response, 404);
  answerElsewhere(response, `/#token=${token}`);
};

/** A picture never runs anything, whatever it holds. */
const picturePolicy = "default-src 'none'; sandbox";

const picture: Route = async ({ studio, pictureKey }, request, response, url) => {
  const [, , key, ...address] = url.pathname.split('/');
  if (key !== pictureKey) return answerNothing(response, 403);
  if (!isReading(request)) return answerNothing(response, 405);
  const left = new AbortController();
  response.once('close', () => left.abort());
  const file = await studio.servePicture(address.join('/'), left.signal);
  if (file === undefined) return answerNothing(response, 404);
  const { path, contentType, downloadName, isImmutable } = file;
  await answerFile(request, response, path, {
    'content-type': contentType,
    'content-security-policy': picturePolicy,
    'cache-control': isImmutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    ...(downloadName === undefined
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encoded(downloadName)}` }),
  });
};

/** The page itself holds no secret: without the token of the address it can ask for nothing. */
const page: Route = async ({ pageFiles }, request, response, { pathname }) => {
  if (!isReading(request)) return answerNothing(response, 405);
  const file = pageFiles.get(pathname === '/' ? '/index.html' : pathname);
  if (file === undefined) return answerNothing(response, 404);
  await answerFile(request, response, file.path, {
    'content-type': file.contentType,
    'content-security-policy': contentSecurityPolicy({ connections: `ws://${request.headers.host}` }),
    'cache-control': pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
  });
};

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** As RFC 8187 wants it. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
