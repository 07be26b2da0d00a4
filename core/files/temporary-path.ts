import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';

/** A hidden, unused name in the folder of `path`, for writing what is renamed to `path` when it is whole. */
export function temporaryPathBeside(path: string): string {
  return join(dirname(path), `.diptych-${process.pid}-${randomUUID()}.tmp`);
}

/** The process that made a temporary file or folder, or undefined when the name is not one of ours. */
export function temporaryFileOwner(fileName: string): number | undefined {
  const match = /^\.diptych-(\d+)-[0-9a-f-]{36}\.tmp$/.exec(fileName);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
