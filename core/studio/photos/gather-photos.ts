import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { CoreError } from '../../contract/core-error.ts';
import type { Failure } from '../../contract/procedure.ts';
import { listFiles } from '../../dataset/list-files.ts';

/** What a person dropped or chose, as the payload of a job keeps it. */
export interface Dropped {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly isUpload: boolean;
}

export interface GatheredPhotos {
  readonly files: readonly Dropped[];
  /** Links that lead nowhere, pipes, folders that cannot be listed. What is hidden is not told. */
  readonly refused: readonly { readonly name: string; readonly failure: Failure }[];
}

/** The files that were dropped and those inside the folders that were, none of them opened. Throws `cancelled`. */
export async function gatherPhotos(
  dropped: readonly Dropped[],
  signal: AbortSignal,
): Promise<GatheredPhotos> {
  const found: GatheredPhotos[] = [];
  for (const one of dropped) found.push(await gatherFrom(one, signal));
  return {
    files: found.flatMap(({ files }) => files),
    refused: found.flatMap(({ refused }) => refused),
  };
}

async function gatherFrom(one: Dropped, signal: AbortSignal): Promise<GatheredPhotos> {
  const path = resolve(one.path);
  const facts = await stat(path).catch(() => undefined); // what is not there is told when it is read
  if (facts?.isDirectory() !== true) return { files: [{ ...one, path }], refused: [] };
  const { paths, refused } = await listFiles(path, signal);
  return {
    files: paths.map((inside) => ({
      path: join(path, inside),
      name: basename(inside),
      isUpload: one.isUpload,
    })),
    refused: refused
      .filter(({ reason }) => reason !== 'hidden-file')
      .map(({ path: inside, reason, message }) => {
        const { code } = new CoreError(reason, message);
        return { name: basename(inside), failure: { code, reason, message, details: {} } };
      }),
  };
}
