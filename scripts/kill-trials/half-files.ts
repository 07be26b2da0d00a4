import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryFileOwner } from '../../core/files/temporary-path.ts';
import { openWorkplace } from './workplace.ts';

const mostLooks = 100;

/** What killed processes left half-written and the next start does not clear away. */
export async function halfFiles(library: string, resources: string): Promise<readonly string[]> {
  const { close } = await openWorkplace(library, resources);
  let left = await temporaryFiles(library);
  for (let looks = 0; left.length > 0 && looks < mostLooks; looks++) {
    await delay(100);
    left = await temporaryFiles(library);
  }
  await close();
  return left.map((name) => `${name} is half-written and stays`);
}

async function temporaryFiles(library: string): Promise<readonly string[]> {
  const names = await readdir(library, { recursive: true });
  return names.filter((name) => temporaryFileOwner(basename(name)) !== undefined);
}
