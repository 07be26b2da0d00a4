import { globSync } from 'node:fs';
import { extname, join } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  /** Absolute. */
  readonly path: string;
  readonly contentType: string;
}

/** Path of a URL -> file, for every file that the built page consists of; fixed when the program starts. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** Lists the files of a folder that a page may consist of (those with a known content type). */
export function listPageFiles(folder: string): PageFiles {
  const files = globSync('**/*', { cwd: folder });
  return new Map(
    files.flatMap((name) => {
      const contentType = contentTypes[extname(name)];
      const path = join(folder, name);
      return contentType === undefined
        ? []
        : [[`/${name.replaceAll('\\', '/')}`, { path, contentType }] as const];
    }),
  );
}

/** Whether a URL tries to climb or hide something; such a request is answered as if nothing were there. */
export function isSuspiciousUrl(url: string): boolean {
  return /\.\.|%2e|%00|\0|\\|%5c/i.test(url);
}
