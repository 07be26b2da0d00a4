import { readFile } from 'node:fs/promises';
import { contentSecurityPolicy } from '../core/contract/content-security-policy.ts';
import { isSuspiciousUrl, type PageFile, type PageFiles } from '../core/files/page-files.ts';

/** Where the page lives; the custom scheme keeps it away from `file://` and its rights. */
export const pageUrl = 'diptych://app/index.html';

const headers = {
  'content-security-policy': contentSecurityPolicy({ images: 'diptych:' }),
  'x-content-type-options': 'nosniff',
};

/** Answers with a listed file, and with 404 for everything else: no path of a request ever reaches the disk. */
export async function answerPageRequest(url: string, files: PageFiles): Promise<Response> {
  const file = findPageFile(url, files);
  if (!file) return new Response('Not found', { status: 404, headers });
  return new Response(await readFile(file.path), {
    headers: { ...headers, 'content-type': file.contentType },
  });
}

function findPageFile(url: string, files: PageFiles): PageFile | undefined {
  if (isSuspiciousUrl(url) || !URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  return protocol === 'diptych:' && host === 'app' ? files.get(pathname) : undefined;
}
