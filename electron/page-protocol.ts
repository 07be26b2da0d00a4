import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { contentSecurityPolicy } from '../core/contract/content-security-policy.ts';
import { isSuspiciousUrl, type PageFile, type PageFiles } from '../core/files/page-files.ts';
import type { PictureFile } from './core-messages.ts';

/** Where the page lives; the custom scheme keeps it away from `file://` and its rights. */
export const pageUrl = 'diptych://app/index.html';
/** What is shown instead of a page that has crashed twice. */
export const safeModeUrl = 'diptych://app/safe-mode.html';

const headers = {
  'content-security-policy': contentSecurityPolicy({ images: 'diptych:' }),
  'x-content-type-options': 'nosniff',
};
/** A picture never runs anything, whatever it holds. */
const pictureHeaders = { ...headers, 'content-security-policy': "default-src 'none'; sandbox" };

export interface PageSources {
  readonly files: PageFiles;
  readonly safeModePage: string;
  /** What stands at an address below the picture root. */
  readonly picture: (address: string) => Promise<PictureFile | undefined>;
}

/** Answers with a listed file or picture, and with 404 for everything else: no path of a request reaches the disk. */
export async function answerPageRequest(url: string, sources: PageSources): Promise<Response> {
  const path = pathOf(url);
  if (path === undefined) return notFound();
  if (path === new URL(safeModeUrl).pathname) return answerHtml(sources.safeModePage);
  if (path.startsWith('/p/')) return answerPicture(await sources.picture(path.slice('/p/'.length)));
  const file = sources.files.get(path);
  return file === undefined ? notFound() : answerFile(file);
}

function pathOf(url: string): string | undefined {
  if (isSuspiciousUrl(url) || !URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  return protocol === 'diptych:' && host === 'app' ? pathname : undefined;
}

async function answerFile({ path, contentType }: PageFile): Promise<Response> {
  return new Response(await readFile(path), { headers: { ...headers, 'content-type': contentType } });
}

function answerHtml(text: string): Response {
  return new Response(text, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
}

async function answerPicture(file: PictureFile | undefined): Promise<Response> {
  const facts = file === undefined ? undefined : await stat(file.path).catch(() => undefined);
  if (file === undefined || !facts?.isFile()) return notFound();
  const body = Readable.toWeb(createReadStream(file.path)) as ReadableStream;
  const caching = file.isImmutable ? 'private, max-age=31536000, immutable' : 'private, no-cache';
  return new Response(body, {
    headers: {
      ...pictureHeaders,
      'content-type': file.contentType,
      'content-length': String(facts.size),
      'cache-control': caching,
      ...(file.downloadName === undefined
        ? {}
        : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.downloadName)}` }),
    },
  });
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers });
}
