import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CoreError } from '../contract/core-error.ts';
import type { Ticketed } from '../contract/procedure.ts';
import { writeError } from '../files/write-error.ts';
import type { Tickets } from '../studio/tickets.ts';
import { uploadPath } from './upload-path.ts';

export interface UploadLimits {
  readonly batches: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly batchBytes: number;
}

export const usualLimits: UploadLimits = {
  batches: 16,
  files: 20_000,
  fileBytes: 2 * 2 ** 30,
  batchBytes: 32 * 2 ** 30,
};

/** Files that a page sends, batch by batch, into the library's folder for uploads; then they have tickets. */
export interface Uploads {
  open(): Promise<{ readonly batch: string }>;
  /** Throws `invalid-option` for a name, count or size that is not taken, `disk-full`, `write-failed`. */
  put(batch: string, path: string, body: Readable): Promise<void>;
  /** One ticket for each file or folder at the top. Throws `invalid-option` unless so many files have come whole. */
  close(batch: string, files: number): readonly Ticketed[];
}

interface Batch {
  readonly folder: string;
  /** Repaired name at the top -> what the person called it. */
  readonly tops: Map<string, { readonly name: string; readonly kind: 'file' | 'folder' }>;
  files: number;
  /** Of the files those that have come whole. */
  received: number;
  bytes: number;
}

export function createUploads(folder: string, tickets: Tickets, limits: UploadLimits = usualLimits): Uploads {
  const batches = new Map<string, Batch>();
  const batchOf = (name: string) => {
    const batch = batches.get(name);
    if (batch === undefined) throw refusal('This upload is not open any more. Drop the files again.');
    return batch;
  };
  return {
    async open() {
      if (batches.size >= limits.batches) throw refusal('Too many uploads are open. Wait for one to end.');
      const name = randomBytes(16).toString('base64url');
      const batch = { folder: join(folder, name), tops: new Map(), files: 0, received: 0, bytes: 0 };
      await mkdir(batch.folder, { recursive: true });
      batches.set(name, batch);
      return { batch: name };
    },
    async put(name, path, body) {
      await receive(batchOf(name), path, body, limits);
    },
    close(name, files) {
      const batch = batchOf(name);
      batches.delete(name);
      if (batch.received !== files)
        throw refusal(`Only ${batch.received} of ${files} files came. Drop them again.`);
      return [...batch.tops].map(([top, { name: called, kind }]) =>
        tickets.mint({ path: join(batch.folder, top), name: called, kind, isUpload: true }),
      );
    },
  };
}

async function receive(batch: Batch, path: string, body: Readable, limits: UploadLimits): Promise<void> {
  const parts = uploadPath(path);
  if (++batch.files > limits.files)
    throw refusal(
      `More than ${limits.files} files were dropped at once. Import them from their folder instead.`,
    );
  const file = join(batch.folder, ...parts);
  await mkdir(dirname(file), { recursive: true });
  try {
    await pipeline(body, counted(batch, limits), createWriteStream(file, { flags: 'wx' }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw refusal('Two of the files have the same name. Drop them one after the other.');
    await rm(file, { force: true });
    throw error instanceof CoreError ? error : writeError(error, file, 0);
  }
  batch.received++;
  batch.tops.set(parts[0]!, { name: path.split('/')[0]!, kind: parts.length === 1 ? 'file' : 'folder' });
}

/** Passes bytes on until there are too many of them. */
function counted(batch: Batch, { fileBytes, batchBytes }: UploadLimits): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      batch.bytes += chunk.length;
      if (bytes <= fileBytes && batch.bytes <= batchBytes) return done(null, chunk);
      done(refusal(`A file may have ${fileBytes / 2 ** 20} MB, all together ${batchBytes / 2 ** 20} MB.`));
    },
  });
}

function refusal(message: string): CoreError {
  return new CoreError('invalid-option', message);
}
