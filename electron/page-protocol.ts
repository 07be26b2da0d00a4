import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { extname, join } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Where the page lives; the custom scheme keeps it away from `file://` and its rights. */
export const pageUrl = 'diptych://app/index.html';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const headers = { 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' };

/** URL path -> file, for every file that the built page consists of; fixed when the program starts. */
export type PageFiles = ReadonlyMap<string, string>;

/** Lists the files of a folder that a page may consist of (those with a known content type). */
export function listPageFiles(folder: string): PageFiles {
  const files = globSync('**/*', { cwd: folder }).filter((path) => extname(path) in contentTypes);
  return new Map(files.map((path) => [`/${path.replaceAll('\\', '/')}`, join(folder, path)]));
}

/** Answers with a listed file, and with 404 for everything else: no path of a request ever reaches the disk. */
export async function answerPageRequest(url: string, files: PageFiles): Promise<Response> {
  const file = findPageFile(url, files);
  if (!file) return new Response('Not found', { status: 404, headers });
  const contentType = contentTypes[extname(file)] ?? 'application/octet-stream';
  return new Response(await readFile(file), { headers: { ...headers, 'content-type': contentType } });
}

function findPageFile(url: string, files: PageFiles): string | undefined {
  const isSuspicious = /\.\.|%2e|%00|\0|\\/i.test(url);
  if (isSuspicious || !URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  return protocol === 'diptych:' && host === 'app' ? files.get(pathname) : undefined;
}
