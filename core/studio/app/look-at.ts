import type { Ticketed } from '../../contract/procedure.ts';
import { readHead } from '../../files/read-head.ts';
import { identifyFormat } from '../../image/identify-format.ts';
import { modelKindOf } from '../../work/model-kind.ts';
import type { Tickets } from '../tickets.ts';

export interface Looked {
  readonly photos: number;
  readonly folders: number;
  readonly models: number;
  readonly others: number;
}

const headBytes = 4096;
/** So many files at a time. */
const together = 16;

/** Tells by content what a drop or choice is; nothing is taken. */
export async function lookAt(ticketed: readonly Ticketed[], tickets: Tickets): Promise<Looked> {
  const counts = { photos: 0, folders: 0, models: 0, others: 0 };
  for (let start = 0; start < ticketed.length; start += together) {
    const kinds = await Promise.all(
      ticketed.slice(start, start + together).map(({ ticket }) => kindOf(ticket, tickets)),
    );
    for (const kind of kinds) counts[kind]++;
  }
  return counts;
}

async function kindOf(name: string, tickets: Tickets): Promise<keyof Looked> {
  const ticket = tickets.look(name);
  if (ticket === undefined) return 'others';
  if (ticket.kind === 'folder') return 'folders';
  const head = await readHead(ticket.path, headBytes).catch(() => undefined);
  if (head === undefined) return 'others';
  if (identifyFormat(head)?.isReadable) return 'photos';
  return modelKindOf(head) === undefined ? 'others' : 'models';
}
