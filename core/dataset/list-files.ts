import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorName } from '../contract/error-codes.ts';
import { assertRunning } from './assert-running.ts';

export interface Refusal {
  readonly path: string;
  readonly reason: ErrorName;
  readonly message: string;
}

export interface ListedFiles {
  /** Inside the folder, forward slashes, in code-unit order, so the same on every machine. */
  readonly paths: readonly string[];
  readonly refused: readonly Refusal[];
}

const systemFiles: ReadonlySet<string> = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx']);

/**
 * All files below a folder, none of them opened. Links are followed, but no folder is entered twice, so a link that
 * leads back ends there. Hidden files and folders, pipes, sockets and devices are refused. Throws `cancelled`.
 */
export async function listFiles(folder: string, signal: AbortSignal): Promise<ListedFiles> {
  const paths: string[] = [];
  const refused: Refusal[] = [];
  const visited = new Set([identity(await stat(folder))]);
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    assertRunning(signal);
    const inside = await entriesOf(folder, below);
    if (!Array.isArray(inside)) refused.push(inside);
    else {
      for (const entry of inside) {
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        const found = await look(entry, folder, path, visited);
        if (found === 'file') paths.push(path);
        else if (found === 'folder') waiting.push(path);
        else refused.push(found);
      }
    }
  }
  return { paths: paths.sort(byCodeUnits), refused: refused.sort((a, b) => byCodeUnits(a.path, b.path)) };
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function entriesOf(folder: string, below: string): Promise<Dirent[] | Refusal> {
  try {
    return await readdir(join(folder, below), { withFileTypes: true });
  } catch (error) {
    const message = `The folder "${below}" cannot be listed (${systemCode(error)}). Check its permissions.`;
    return { path: below, reason: 'unreadable-image', message };
  }
}

async function look(
  entry: Dirent,
  folder: string,
  path: string,
  visited: Set<string>,
): Promise<'file' | 'folder' | Refusal> {
  if (entry.name.startsWith('.') || systemFiles.has(entry.name.toLowerCase())) {
    return { path, reason: 'hidden-file', message: `"${path}" is hidden or belongs to the system.` };
  }
  if (entry.isFile()) return 'file';
  const stats = await statOrRefusal(folder, path);
  if ('reason' in stats) return stats;
  if (stats.isFile()) return 'file';
  if (!stats.isDirectory()) {
    return { path, reason: 'not-a-file', message: `"${path}" is a pipe, a socket or a device.` };
  }
  if (visited.has(identity(stats))) {
    return { path, reason: 'not-a-file', message: `"${path}" leads to a folder that was already visited.` };
  }
  visited.add(identity(stats));
  return 'folder';
}

async function statOrRefusal(folder: string, path: string): Promise<Stats | Refusal> {
  try {
    return await stat(join(folder, path));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') {
      return {
        path,
        reason: 'file-not-found',
        message: `"${path}" is a link to a file that does not exist.`,
      };
    }
    if (code === 'ELOOP') return { path, reason: 'not-a-file', message: `"${path}" is a link to itself.` };
    return { path, reason: 'unreadable-image', message: `"${path}" cannot be looked at (${code}).` };
  }
}

/** Device and file number: the same folder under any name. */
function identity({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
