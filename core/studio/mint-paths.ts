import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Ticketed } from '../contract/procedure.ts';
import type { Tickets } from './tickets.ts';

/** Tickets for files and folders that a person chose or dropped; what is not there, or is neither, is left out. */
export async function mintPaths(paths: readonly string[], tickets: Tickets): Promise<readonly Ticketed[]> {
  const minted = await Promise.all(paths.map((path) => mintPath(path, tickets)));
  return minted.flat();
}

async function mintPath(given: string, tickets: Tickets): Promise<readonly Ticketed[]> {
  try {
    const path = await realpath(given); // a link counts as what it leads to
    const facts = await stat(path);
    if (!facts.isFile() && !facts.isDirectory()) return [];
    const kind = facts.isDirectory() ? 'folder' : 'file';
    return [tickets.mint({ path, name: basename(given), kind, isUpload: false })];
  } catch {
    return []; // it is gone
  }
}
