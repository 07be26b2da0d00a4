import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CoreError } from '../../contract/core-error.ts';
import { assertRunning } from '../../dataset/assert-running.ts';
import { sides, type Side } from '../../dataset/manifest.ts';
import { errorCode, writeError } from '../../files/write-error.ts';
import type { LibraryFolder } from '../../services/library-folder.ts';
import { safePart } from '../../services/result-name.ts';
import type { Ticket } from '../tickets.ts';

/** Where the pictures of a side are, and what has to be copied there first. Plain data: it is kept with the job. */
export interface GatheredSide {
  readonly folder: string;
  readonly copies: readonly { readonly from: string; readonly to: string }[];
}

export interface GatheredSides {
  readonly sides: Readonly<Record<Side, GatheredSide>>;
  /** A folder of the library that was made for this import; null when it needs none. */
  readonly made: string | null;
}

/**
 * One folder that a person chose stays where it is. Uploads move into the library now, for nobody else keeps them;
 * single files are copied there when the import runs. Throws `disk-full`, `write-failed`.
 */
export async function gatherSides(
  library: LibraryFolder,
  name: string,
  tickets: Readonly<Record<Side, readonly Ticket[]>>,
): Promise<GatheredSides> {
  if (sides.every((side) => isOneFolder(tickets[side]))) {
    const own = (side: Side) => ({ folder: tickets[side][0]!.path, copies: [] });
    return { sides: { a: own('a'), b: own('b') }, made: null };
  }
  const made = join(library.datasets, name, `pictures-${randomUUID().slice(0, 8)}`);
  try {
    await mkdir(made, { recursive: true });
    const a = await gather(join(made, 'a'), 'A', tickets.a);
    return { sides: { a, b: await gather(join(made, 'b'), 'B', tickets.b) }, made };
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    throw error instanceof CoreError ? error : writeError(error, made, 0);
  }
}

/** Copies what is not there yet; a crash in between does no harm. Throws `cancelled`, `disk-full`, `write-failed`. */
export async function copySides(
  gathered: GatheredSides,
  signal: AbortSignal,
  onCopied: (done: number, total: number) => void,
): Promise<void> {
  const copies = sides.flatMap((side) => gathered.sides[side].copies);
  for (const [index, { from, to }] of copies.entries()) {
    assertRunning(signal);
    try {
      await mkdir(dirname(to), { recursive: true });
      await copyOne(from, to);
    } catch (error) {
      throw writeError(error, to, 0);
    }
    onCopied(index + 1, copies.length);
  }
}

async function copyOne(from: string, to: string): Promise<void> {
  if ((await stat(from)).isDirectory()) await cp(from, to, { recursive: true, dereference: true });
  else await copyFile(from, to, constants.COPYFILE_FICLONE);
}

function isOneFolder(tickets: readonly Ticket[]): boolean {
  const [first, ...rest] = tickets;
  return first !== undefined && rest.length === 0 && first.kind === 'folder' && !first.isUpload;
}

/** A single uploaded folder keeps its name, which is what the side is called. */
async function gather(parent: string, label: string, tickets: readonly Ticket[]): Promise<GatheredSide> {
  if (isOneFolder(tickets)) return { folder: tickets[0]!.path, copies: [] };
  const [first] = tickets;
  const isWholeFolder = tickets.length === 1 && first!.kind === 'folder';
  const folder = join(parent, isWholeFolder ? safePart(first!.name) : label);
  if (isWholeFolder) await move(first!.path, folder);
  else await mkdir(folder, { recursive: true });
  const places = isWholeFolder ? [] : placesIn(folder, tickets);
  for (const { ticket, to } of places) if (ticket.isUpload) await move(ticket.path, to);
  const copies = places
    .filter(({ ticket }) => !ticket.isUpload)
    .map(({ ticket, to }) => ({ from: ticket.path, to }));
  return { folder, copies };
}

/** Two files of the same name lie in folders of their own. */
function placesIn(
  folder: string,
  tickets: readonly Ticket[],
): { readonly ticket: Ticket; readonly to: string }[] {
  const taken = new Set<string>();
  return tickets.map((ticket, index) => {
    const name = safePart(ticket.name);
    const isTaken = taken.has(name.toLowerCase());
    taken.add(name.toLowerCase());
    return { ticket, to: isTaken ? join(folder, String(index), name) : join(folder, name) };
  });
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true });
    await rm(from, { recursive: true, force: true });
  }
}
