import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Ticketed } from '../../contract/procedure.ts';
import type { Tickets } from '../tickets.ts';
import type { Dropped } from './gather-photos.ts';

/**
 * Takes tickets for an import, all or none. Uploads move into `uploads`, where they outlive a restart. Throws
 * `ticket-unknown`.
 */
export async function takeDropped(
  ticketed: readonly Ticketed[],
  tickets: Tickets,
  uploads: string,
): Promise<readonly Dropped[]> {
  const unknown = ticketed.find(({ ticket }) => tickets.look(ticket) === undefined);
  if (unknown !== undefined) tickets.take(unknown.ticket); // says what is wrong with it
  const taken = ticketed.map(({ ticket }) => tickets.take(ticket));
  const dropped: Dropped[] = [];
  for (const [index, { path, name, isUpload }] of taken.entries()) {
    const kept = isUpload ? await keep(path, join(uploads, String(index))) : path;
    dropped.push({ path: kept, name, isUpload });
  }
  return dropped;
}

/** In a folder of its own it keeps its name: messages call it as the person does. */
async function keep(path: string, folder: string): Promise<string> {
  const kept = join(folder, basename(path));
  await mkdir(folder, { recursive: true });
  await rename(path, kept);
  return kept;
}
