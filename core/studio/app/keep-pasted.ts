import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ticketed } from '../../contract/procedure.ts';
import { writeError } from '../../files/write-error.ts';
import { safePart } from '../../services/result-name.ts';
import type { Tickets } from '../tickets.ts';

/** Keeps a picture that has no file, such as a copied part of the screen, as an upload. Throws `disk-full`, `write-failed`. */
export async function keepPasted(picture: File, uploads: string, tickets: Tickets): Promise<Ticketed> {
  const folder = join(uploads, randomBytes(16).toString('base64url'));
  const name = safePart(picture.name);
  const path = join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, picture.stream(), { flag: 'wx' });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw writeError(error, path, picture.size);
  }
  return tickets.mint({ path, name, kind: 'file', isUpload: true });
}
